#pragma once

#include "server/core/accounts.h"
#include "server/storage/sqlworker.h"

namespace chat {

/// The accounts in SQL.
class SqlAccounts final : public Accounts
{
public:
    explicit SqlAccounts(SqlWorker &worker);

    void signIn(const SignIn &request, Done<SignedIn> done) override;
    void recall(const QByteArray &tokenHash, const TokenRule &rule, Done<Recalled> done) override;
    void credentialOfName(const QString &name, Done<Credential> done) override;
    void credentialOfUser(const UserId &user, Done<Credential> done) override;
    void changePassword(const PasswordChange &change, Done<Role> done) override;
    void sessions(const UserId &user, Done<QList<StoredSession>> done) override;
    void endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                     Done<int> done) override;

private:
    void noteUse(const QByteArray &tokenHash, Timestamp now);

    SqlWorker &m_worker;
};

} // namespace chat
