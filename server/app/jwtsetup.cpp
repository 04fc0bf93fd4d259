#include "server/app/jwtsetup.h"

#include "common/base/literals.h"

#include <QFile>

namespace chat {

namespace {

constexpr qint64 mostRead = 64 * 1024; // a key and what stands around it
constexpr auto environmentVariable = "JWT_SECRET";

Error sentence(const QString &text)
{
    return { .code = ErrorCode::InvalidMessage, .detail = text };
}

Result<QByteArray> readKeyFile(const QString &path, JwtAlgorithm algorithm)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return sentence(u"the key %1 can not be read (%2): see auth.jwt_key_file"_s.arg(
            path, file.errorString()));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (algorithm == JwtAlgorithm::HS256 && (file.permissions() & others))
        return sentence(
            u"the secret %1 can be read by others: run \"chmod 600 %1\", and make a new one"_s.arg(
                path));
    return file.read(mostRead).trimmed();
}

Result<QByteArray> readKey(const JwtSettings &settings)
{
    if (!settings.keyFile.isEmpty())
        return readKeyFile(settings.keyFile, *settings.algorithm);
    const QByteArray key = qgetenv(environmentVariable);
    // What this process starts need not know it.
    qunsetenv(environmentVariable);
    if (key.isEmpty())
        return sentence(u"auth.jwt_algorithm needs a key: give auth.jwt_key_file, or set %1"_s.arg(
            QLatin1StringView(environmentVariable)));
    return key;
}

} // namespace

Result<std::optional<JwtVerifier>> makeJwtVerifier(const JwtSettings &settings, EntryMode mode)
{
    if (!settings.algorithm) {
        if (mode == EntryMode::Token)
            return sentence(u"auth.mode=token lets nobody in without auth.jwt_algorithm"_s);
        return std::optional<JwtVerifier>();
    }
    const Result<QByteArray> bytes = readKey(settings);
    if (!bytes)
        return bytes.error();
    Result<JwtKey> key = JwtKey::read(*settings.algorithm, *bytes);
    if (!key)
        return sentence(u"the key for auth.jwt_algorithm is of no use: "_s + key.error().detail);
    return std::optional(
        JwtVerifier(std::move(*key), { .issuer = settings.issuer, .audience = settings.audience }));
}

} // namespace chat
