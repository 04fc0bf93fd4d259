#pragma once

#include "server/auth/jwtverifier.h"
#include "server/auth/passwordauth.h"

namespace chat {

/// Lets people in by what they show, as the policy's mode allows: a token that is known, or makes
/// a new guest; a name and password; the word of somebody whom the operator trusts.
class Gate final : public Authenticator
{
public:
    using Ports = PasswordAuth::Ports;

    /// Without a verifier nobody's word is trusted.
    Gate(Ports ports, const Policy &policy, std::optional<JwtVerifier> verifier,
         const passwordhash::Cost &cost = {});

    void admit(const Authenticate &credentials, const Visitor &visitor,
               Done<Admission> done) override;
    void enroll(const Register &registration, const Visitor &visitor,
                Done<Admission> done) override;
    void recall(const QString &token, Done<Recalled> done) override;
    void changePassword(const Identity &self, const QByteArray &tokenHash,
                        const SetPassword &change, Done<Role> done) override;
    QByteArray hashOf(const QString &token) const override;

private:
    struct Showing
    {
        QString token; // that they show; empty for none
        QString freshToken;
        SignIn signIn;
    };

    Result<Showing> look(const auto &event) const;
    Done<SignedIn> letIn(const Showing &showing, Done<Admission> done) const;
    void admitByWord(const Authenticate &credentials, const QString &jwt, Done<Admission> done);
    TokenRule rule() const;

    Ports m_ports;
    const Policy &m_policy;
    std::optional<JwtVerifier> m_verifier;
    PasswordAuth m_passwords;
};

} // namespace chat
