#pragma once

#include "server/core/authenticator.h"
#include "server/core/presenceservice.h"

namespace chat {

/// What people do about their own accounts.
class AccountService
{
public:
    AccountService(Authenticator &authenticator, Accounts &accounts, PresenceService &presence);

    void setPassword(const Request &request, const SetPassword &event);
    void listSessions(const Request &request, const ListSessions &event);
    void revokeSession(const Request &request, const RevokeSession &event);

private:
    void end(const Request &request, const UserId &user, const QByteArray &tokenHash);
    /// Closes the person's connections for which it holds.
    void close(const UserId &user, const QString &why,
               const std::function<bool(const Session &)> &isMeant);
    bool isOnline(const UserId &user, const QByteArray &tokenHash) const;

    Authenticator &m_authenticator;
    Accounts &m_accounts;
    PresenceService &m_presence;
};

} // namespace chat
