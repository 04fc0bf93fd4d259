#pragma once

#include "client/core/keyring.h"

#include <QUrl>

namespace chat {

class ClientSettings;

/// The tokens in the settings, for a connection to `address`.
class SettingsKeyring final : public Keyring
{
public:
    /// `settings` must outlive this object.
    SettingsKeyring(ClientSettings &settings, QUrl address);

    QString tokenOr(const QString &server, const QString &fresh) override;
    bool knows(const QString &server) override;
    void keep(const QString &server, const QString &token) override;

private:
    Proof proof() const;
    QString placeFor(const QString &server) const;

    ClientSettings &m_settings;
    QUrl m_address;
};

} // namespace chat
