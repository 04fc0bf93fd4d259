#pragma once

#include "client/core/keyring.h"
#include "client/ctl/tokenfile.h"
#include "common/base/fingerprint.h"

#include <QUrl>

namespace chat {

struct CtlOptions;

/// The token in a file that was named, or else in the one of this person at this server.
class FileKeyring final : public Keyring
{
public:
    /// `key` is what the connection expects the server to show, `former` what it was expected to
    /// show before at this address: if it is another one, the person says that it has changed.
    FileKeyring(const CtlOptions &options, Fingerprint key, Fingerprint former);

    QString tokenOr(const QString &server, const QString &fresh) override;
    bool knows(const QString &server) override;
    void keep(const QString &server, const QString &token) override;

private:
    Proof proof() const;
    TokenFile fileOf(const QString &server) const;
    TokenFile fileFor(const QString &server) const;

    QString m_path; // empty: one for each server
    QString m_name;
    QUrl m_address;
    Fingerprint m_key; // that the server must have shown; nobody's: authorities vouch for it
    Fingerprint m_former;
};

} // namespace chat
