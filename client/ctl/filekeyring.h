#pragma once

#include "client/core/keyring.h"
#include "client/ctl/tokenfile.h"

namespace chat {

struct CtlOptions;

/// The token in a file that was named, or else in the one of this person at this server.
class FileKeyring final : public Keyring
{
public:
    explicit FileKeyring(const CtlOptions &options);

    QString tokenOr(const QString &server, const QString &fresh) override;
    void keep(const QString &server, const QString &token) override;

private:
    TokenFile fileFor(const QString &server) const;

    QString m_path; // empty: one for each server
    QString m_name;
    QString m_address;
};

} // namespace chat
