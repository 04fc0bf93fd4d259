#pragma once

#include "server/auth/attempts.h"
#include "server/auth/hashpool.h"
#include "server/auth/passwordhash.h"
#include "server/core/authenticator.h"
#include "server/core/policy.h"

namespace chat {

class Clock;
class Random;

/// Lets people in by name and password, and gives them one.
///
/// A name of nobody costs the same work, and gets the same answer, as a wrong password. Whoever
/// tries too often waits. Hashing is done in other threads; when too many wait for it, the next one
/// is refused for a moment.
class PasswordAuth
{
public:
    struct Ports
    {
        Accounts &accounts;
        const Clock &clock;
        Random &random;
    };
    PasswordAuth(Ports ports, const Policy &policy, const passwordhash::Cost &cost);

    /// `signIn` says all but who it is.
    void admit(const Authenticate &credentials, const Visitor &visitor, const SignIn &signIn,
               Done<SignedIn> done);
    void enroll(const Register &registration, const Visitor &visitor, const SignIn &signIn,
                Done<SignedIn> done);
    /// As Authenticator::changePassword().
    void change(const Identity &self, const QByteArray &tokenHash, const SetPassword &change,
                Done<Role> done);

private:
    using Verified = std::function<void(Result<Credential>)>;

    void verify(const Credential &credential, const QString &password, Verified done);
    void refresh(const Credential &credential, const QString &password);
    void hash(const QString &password, Done<QString> done);
    void store(const Identity &self, const QByteArray &tokenHash, const QString &formerHash,
               const QString &password, Done<Role> done);

    Ports m_ports;
    const Policy &m_policy;
    const passwordhash::Cost m_cost;
    QString m_decoy; // the hash of a password of nobody
    Attempts m_attempts;
    TokenBucket m_allRegistrations;
    KeyedBuckets m_registrations; // by address
    HashPool m_pool;
};

} // namespace chat
