#pragma once

#include "server/core/accounts.h"
#include "server/core/names.h"

namespace chat {

/// People, their names and what proves who they are, in memory.
class MemoryPeople
{
public:
    Identity find(const UserId &user) const;
    QHash<UserId, Role> staff() const;
    void setRole(const UserId &user, Role role) { m_users[user].role = role; }
    /// Ends all sessions of a person, or the one with this sessionIdOf(); answers how many.
    qsizetype dismiss(const UserId &user, const QString &session);

    Result<SignedIn> signIn(const SignIn &request);
    /// Without the memberships.
    Result<Recalled> recall(const QByteArray &tokenHash, const TokenRule &rule);
    Credential credentialOfName(const QString &name) const;
    Credential credentialOfUser(const UserId &user) const;
    Result<Role> changePassword(const PasswordChange &change);
    QList<StoredSession> sessions(const UserId &user) const;
    Result<int> endSessions(const UserId &user, const QList<QByteArray> &tokenHashes);

private:
    struct Token
    {
        UserId user;
        QString device;
        TokenFacts facts;
    };

    Result<UserId> whoIs(const SignIn &request) const;
    void rename(const UserId &user, const QString &name);
    Result<void> requireFree(const QString &name, const UserId &self) const;
    bool isFree(const QString &name, const UserId &self) const;
    void giveToken(const SignIn &request, SignedIn &signedIn);
    void forgetSurplus(const UserId &user);
    Standing standing(const UserId &user) const;

    QHash<UserId, Identity> m_users;
    std::array<QHash<QString, UserId>, 3> m_claims; // of their names
    QHash<QByteArray, Token> m_tokens;
    QHash<UserId, QString> m_passwords;
    QHash<QString, UserId> m_subjects;
};

} // namespace chat
