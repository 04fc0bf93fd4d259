#include "client/app/settingskeyring.h"

#include "client/app/clientsettings.h"
#include "common/base/logging.h"

namespace chat {

SettingsKeyring::SettingsKeyring(ClientSettings &settings, QUrl address)
    : m_settings(settings)
    , m_address(std::move(address))
{
}

QString SettingsKeyring::tokenOr(const QString &server, const QString &fresh)
{
    if (const QString token = m_settings.token(server); !token.isEmpty())
        return token;
    // Earlier versions kept it under the address.
    const QString former = m_settings.takeTokenOfAddress(m_address);
    const QString token = former.isEmpty() ? fresh : former;
    keep(server, token);
    return token;
}

void SettingsKeyring::keep(const QString &server, const QString &token)
{
    if (!m_settings.setToken(server, token))
        qCWarning(lcClient, "the settings can not be written: this guest ends with the program");
}

} // namespace chat
