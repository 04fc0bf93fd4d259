#pragma once

#include "server/core/authenticator.h"
#include "server/core/presenceservice.h"

namespace chat {

/// What people do about their own accounts.
class AccountService
{
public:
    using Decided = std::function<void(Session &)>;

    /// `decided` is called when the connection's next password may be set.
    AccountService(Authenticator &authenticator, Accounts &accounts, PresenceService &presence,
                   Decided decided);

    void setPassword(const Request &request, const SetPassword &event);
    void listSessions(const Request &request, const ListSessions &event);
    void revokeSession(const Request &request, const RevokeSession &event);

private:
    void passwordIsSet(const Request &request, const Identity &former, const QByteArray &tokenHash,
                       const Result<Role> &role);
    void end(const Request &request, const UserId &user, const QByteArray &tokenHash);
    /// Closes the person's connections for which it holds.
    void close(const UserId &user, const QString &why,
               const std::function<bool(const Session &)> &isMeant);
    bool isOnline(const UserId &user, const QByteArray &tokenHash) const;

    Authenticator &m_authenticator;
    Accounts &m_accounts;
    PresenceService &m_presence;
    Decided m_decided;
};

} // namespace chat
