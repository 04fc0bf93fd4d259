#include "server/auth/passwordhash.h"

#include "common/base/literals.h"

#include <sodium.h>

#include <array>

namespace chat::passwordhash {

Result<void> prepare()
{
    if (sodium_init() >= 0)
        return {};
    return Error { .code = ErrorCode::Unavailable,
                   .detail = u"libsodium can not be used: it finds no source of randomness"_s };
}

Result<QString> hash(const QString &password, const Cost &cost)
{
    std::array<char, crypto_pwhash_STRBYTES> text {};
    QByteArray bytes = password.toUtf8();
    const int status = crypto_pwhash_str_alg(text.data(), bytes.constData(),
                                             static_cast<unsigned long long>(bytes.size()),
                                             cost.passes, cost.bytes, crypto_pwhash_ALG_ARGON2ID13);
    sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (status != 0)
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"there is no memory to hash a password"_s };
    return QString::fromLatin1(text.data());
}

bool verify(const QString &hash, const QString &password)
{
    // The library reads the whole field, and so must we give it.
    std::array<char, crypto_pwhash_STRBYTES> text {};
    const QByteArray stored = hash.toLatin1();
    if (stored.size() >= qsizetype(text.size()))
        return false;
    std::ranges::copy(stored, text.begin());
    QByteArray bytes = password.toUtf8();
    const int status = crypto_pwhash_str_verify(text.data(), bytes.constData(),
                                                static_cast<unsigned long long>(bytes.size()));
    sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return status == 0;
}

bool isDated(const QString &hash, const Cost &cost)
{
    return crypto_pwhash_str_needs_rehash(hash.toLatin1().constData(), cost.passes, cost.bytes)
        != 0;
}

} // namespace chat::passwordhash
