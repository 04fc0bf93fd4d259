#include "common/base/literals.h"
#include "server/auth/jwtverifier.h"
#include "tests/fuzz/target.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

/// Tokens that anybody may show, and, so that what is behind the signature is reached too, a header
/// and claims that are signed here.
namespace chat {

namespace {

const QByteArray secret(32, 's'); // not in the corpus
constexpr Timestamp now { std::chrono::milliseconds { 1'700'000'000'000 } };
constexpr std::chrono::seconds leeway { 60 };

JwtVerifier verifierOf(const JwtVerifier::Config &config)
{
    auto key = JwtKey::read(JwtAlgorithm::HS256, secret);
    fuzz::require(bool(key), "the secret is no key");
    return { std::move(*key), config };
}

/// Of anybody's tokens.
const JwtVerifier &lenient()
{
    static const JwtVerifier verifier = verifierOf({});
    return verifier;
}

/// Of tokens of one issuer, for one audience.
const JwtVerifier &strict()
{
    static const JwtVerifier verifier =
        verifierOf({ .issuer = u"https://a.example"_s, .audience = u"tea"_s });
    return verifier;
}

QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString signedToken(const QByteArray &header, const QByteArray &claims)
{
    const QByteArray text = encoded(header) + '.' + encoded(claims);
    const QByteArray seal =
        QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256);
    return QString::fromLatin1(text + '.' + encoded(seal));
}

void judge(const JwtClaims &claims)
{
    fuzz::require(claims.expires + leeway > now, "a token is believed that is over");
    fuzz::require(claims.subject.count(u'\n') == 1 && !claims.subject.endsWith(u'\n'),
                  "a token is believed that does not say about whom it is");
}

void readForged(const QByteArray &token)
{
    const QString text = QString::fromUtf8(token);
    fuzz::require(!lenient().verify(text, now) && !strict().verify(text, now),
                  "a token is believed that nobody has signed");
}

void readSigned(const QByteArray &header, const QByteArray &claims)
{
    const QString token = signedToken(header, claims);
    if (const auto believed = lenient().verify(token, now)) {
        judge(*believed);
        const QJsonObject said = QJsonDocument::fromJson(header).object();
        fuzz::require(said.value("alg"_L1) == QJsonValue(u"HS256"_s),
                      "a token is believed that says that it is signed otherwise");
    }
    if (const auto strictly = strict().verify(token, now)) {
        judge(*strictly);
        fuzz::require(strictly->subject.startsWith("https://a.example\n"_L1),
                      "a token of another issuer is believed");
    }
}

} // namespace

} // namespace chat

/// A header and claims in JSON with a line feed between them, or a token.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const QByteArray input = chat::fuzz::toBytes(bytes, size);
    const qsizetype end = input.indexOf('\n');
    if (end < 0)
        chat::readForged(input);
    else
        chat::readSigned(input.first(end), input.sliced(end + 1));
    return 0;
}
