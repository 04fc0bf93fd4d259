#include "server/auth/gate.h"

#include "common/base/clock.h"
#include "common/base/literals.h"
#include "common/base/random.h"
#include "server/core/names.h"

#include <QCryptographicHash>

namespace chat {

namespace {

Standing leastStanding(EntryMode mode)
{
    switch (mode) {
    case EntryMode::Guests:
        return Standing::Guest;
    case EntryMode::Accounts:
    case EntryMode::Closed:
        return Standing::Account;
    case EntryMode::Token:
        return Standing::Vouched;
    }
    Q_UNREACHABLE();
}

} // namespace

Gate::Gate(Ports ports, const Policy &policy, std::optional<JwtVerifier> verifier,
           const passwordhash::Cost &cost)
    : m_ports(ports)
    , m_policy(policy)
    , m_verifier(std::move(verifier))
    , m_passwords(ports, policy, cost)
{
}

/// 256 random bits are not to be guessed, so a plain hash protects them.
QByteArray Gate::hashOf(const QString &token) const
{
    return QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256);
}

TokenRule Gate::rule() const
{
    return { .now = m_ports.clock.wallTime(),
             .idle = m_policy.sessionIdle,
             .life = m_policy.sessionLife,
             .least = leastStanding(m_policy.entry.mode) };
}

/// A malformed token is refused, since it is a mistake or one that can be guessed.
Result<Gate::Showing> Gate::look(const auto &event) const
{
    Showing showing { .token = event.token.value_or(QString()),
                      .freshToken = newToken(m_ports.random),
                      .signIn = {} };
    if (event.token && !isToken(showing.token))
        return Error { .code = ErrorCode::InvalidToken,
                       .detail = u"a token is %1 bytes as lower-case hexadecimal text"_s.arg(
                           limits::tokenBytes) };
    showing.signIn = { .name = event.name,
                       .avatar = event.avatar,
                       .freshTokenHash = hashOf(showing.freshToken),
                       .device = event.deviceName.value_or(u""_s),
                       .freshId = UserId::fromText(newUuid7(m_ports.clock, m_ports.random)),
                       .rule = rule() };
    if (event.token)
        showing.signIn.tokenHash = hashOf(showing.token);
    return showing;
}

Done<SignedIn> Gate::letIn(const Showing &showing, Done<Admission> done) const
{
    return [showing, done](const Result<SignedIn> &signedIn) {
        if (!signedIn) {
            done(signedIn.error());
            return;
        }
        const bool isFresh = signedIn->usesFreshToken;
        done(Admission { .identity = signedIn->identity,
                         .token = isFresh ? showing.freshToken : showing.token,
                         .tokenHash =
                             isFresh ? showing.signIn.freshTokenHash : showing.signIn.tokenHash,
                         .isResumed = signedIn->isKnown,
                         .ends = signedIn->ends });
    };
}

void Gate::admit(const Authenticate &credentials, const Visitor &visitor, Done<Admission> done)
{
    if (credentials.jwt) {
        admitByWord(credentials, *credentials.jwt, std::move(done));
        return;
    }
    if (credentials.token && looksLikeJwt(*credentials.token)) {
        Authenticate others = credentials;
        others.token.reset();
        admitByWord(others, *credentials.token, std::move(done));
        return;
    }
    const auto showing = look(credentials);
    if (!showing)
        done(showing.error());
    else if (credentials.password)
        m_passwords.admit(credentials, visitor, showing->signIn, letIn(*showing, done));
    else
        m_ports.accounts.signIn(showing->signIn, letIn(*showing, done));
}

void Gate::admitByWord(const Authenticate &credentials, const QString &jwt, Done<Admission> done)
{
    const Result<JwtClaims> claims = m_verifier
        ? m_verifier->verify(jwt, m_ports.clock.wallTime())
        : Error { .code = ErrorCode::InvalidToken, .detail = u"nobody's word is trusted here"_s };
    auto showing = claims ? look(credentials) : claims.error();
    if (!showing) {
        done(showing.error());
        return;
    }
    SignIn &signIn = showing->signIn;
    signIn.subject = claims->subject;
    signIn.endsAt = claims->expires;
    const QString name = names::tidied(claims->name);
    if (names::isAcceptable(name))
        signIn.name = name;
    m_ports.accounts.signIn(
        signIn, [this, showing = *showing, done](const Result<SignedIn> &signedIn) mutable {
            // Nobody chose the name here, so nobody can choose another.
            const bool isTaken = !signedIn && !signedIn.error().suggestion.isEmpty();
            if (!isTaken) {
                letIn(showing, done)(signedIn);
                return;
            }
            showing.signIn.name = signedIn.error().suggestion;
            m_ports.accounts.signIn(showing.signIn, letIn(showing, done));
        });
}

void Gate::enroll(const Register &registration, const Visitor &visitor, Done<Admission> done)
{
    const auto showing = look(registration);
    if (!showing)
        done(showing.error());
    else if (!mayRegister(m_policy.entry.mode))
        done(Error { .code = ErrorCode::NotAuthorized,
                     .detail = u"accounts are made by the operator only"_s });
    else
        m_passwords.enroll(registration, visitor, showing->signIn, letIn(*showing, done));
}

void Gate::recall(const QString &token, Done<Recalled> done)
{
    m_ports.accounts.recall(hashOf(token), rule(), std::move(done));
}

void Gate::changePassword(const Identity &self, const QByteArray &tokenHash,
                          const SetPassword &change, Done<Role> done)
{
    if (!self.hasPassword && !mayRegister(m_policy.entry.mode))
        done(Error { .code = ErrorCode::NotAuthorized,
                     .detail = u"accounts are made by the operator only"_s });
    else
        m_passwords.change(self, tokenHash, change, std::move(done));
}

} // namespace chat
