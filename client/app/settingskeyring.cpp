#include "client/app/settingskeyring.h"

#include "client/app/clientsettings.h"
#include "client/core/serveraddress.h"
#include "common/base/literals.h"
#include "common/base/logging.h"

namespace chat {

SettingsKeyring::SettingsKeyring(ClientSettings &settings, QUrl address)
    : m_settings(settings)
    , m_address(std::move(address))
{
}

// Asked each time: the person may have found a key right meanwhile.
Proof SettingsKeyring::proof() const
{
    const bool isEncrypted = m_address.scheme() == "wss"_L1;
    const Fingerprint key = m_settings.keyAt(m_address);
    const QString encrypted = key.isEmpty() ? m_address.host() : key.toHex();
    return { .text = isEncrypted ? encrypted : QString(),
             .isThisMachine = ServerAddress { m_address }.isHere() };
}

/// Under which name the token for this server and this connection is kept.
QString SettingsKeyring::placeFor(const QString &server) const
{
    const Proof now = proof();
    return mayHaveToken(m_settings.proofOfToken(server), now) ? server : server + u'@' + now.text;
}

QString SettingsKeyring::tokenOr(const QString &server, const QString &fresh)
{
    const QString place = placeFor(server);
    QString token = m_settings.token(place);
    if (token.isEmpty()) {
        // Earlier versions kept it under the address.
        const QString former = m_settings.takeTokenOfAddress(m_address);
        token = former.isEmpty() ? fresh : former;
        keep(server, token);
    }
    if (const QString proved = proof().text; place == server && !proved.isEmpty())
        m_settings.bindToken(server, proved);
    return token;
}

bool SettingsKeyring::knows(const QString &server)
{
    return !m_settings.token(placeFor(server)).isEmpty();
}

void SettingsKeyring::keep(const QString &server, const QString &token)
{
    if (!m_settings.setToken(placeFor(server), token))
        qCWarning(lcClient, "the settings can not be written: this guest ends with the program");
}

} // namespace chat
