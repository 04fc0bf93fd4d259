#include "server/auth/guestauth.h"

#include "common/base/limits.h"
#include "common/base/literals.h"
#include "common/base/random.h"

#include <QCryptographicHash>

namespace chat {

namespace {

/// 256 random bits are not to be guessed, so a plain hash protects them.
QByteArray hashOf(const QString &token)
{
    return QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

GuestAuth::GuestAuth(Directory &directory, const Clock &clock, Random &random)
    : m_directory(directory)
    , m_clock(clock)
    , m_random(random)
{
}

void GuestAuth::admit(const Authenticate &credentials, Done<Admission> done)
{
    if (credentials.token && !isToken(*credentials.token)) {
        done(Error { .code = ErrorCode::InvalidToken,
                     .detail = u"a token is %1 bytes as lower-case hexadecimal text"_s.arg(
                         limits::tokenBytes) });
        return;
    }
    const QString token = credentials.token.value_or(newToken(m_random));
    const SignIn request { .name = credentials.name,
                           .avatar = credentials.avatar,
                           .tokenHash = hashOf(token),
                           .freshId = UserId::fromText(newUuid7(m_clock, m_random)) };
    m_directory.signIn(request, [done, token](const Result<SignedIn> &signedIn) {
        if (!signedIn)
            done(signedIn.error());
        else
            done(Admission {
                .identity = signedIn->identity, .token = token, .isResumed = signedIn->isKnown });
    });
}

void GuestAuth::recall(const QString &token, Done<Recalled> done)
{
    m_directory.recall(hashOf(token), std::move(done));
}

} // namespace chat
