#include "server/auth/guestauth.h"

#include "common/base/random.h"

#include <QCryptographicHash>

namespace chat {

namespace {

constexpr int tokenBytes = 32; // 256 bits: not to be guessed, so a plain hash protects it

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
    const QString token = newRandomHex(m_random, tokenBytes);
    SignIn request { .name = credentials.name,
                     .avatar = credentials.avatar,
                     .freshId = UserId::fromText(newUuid7(m_clock, m_random)),
                     .freshTokenHash = hashOf(token) };
    if (credentials.token)
        request.tokenHash = hashOf(*credentials.token);

    m_directory.signIn(
        request, [done, token, brought = credentials.token](const Result<SignedIn> &signedIn) {
            if (!signedIn) {
                done(signedIn.error());
                return;
            }
            done(Admission { .identity = signedIn->identity,
                             .token = signedIn->isKnown ? *brought : token,
                             .isResumed = signedIn->isKnown });
        });
}

void GuestAuth::recall(const QString &token, Done<Recalled> done)
{
    m_directory.recall(hashOf(token), std::move(done));
}

} // namespace chat
