#include "server/auth/jwtkey.h"

#include "common/base/literals.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <array>

namespace chat {

namespace {

constexpr qsizetype leastSecretBytes = 32; // as long as the hash, RFC 7518 section 3.2
constexpr int leastRsaBits = 2048; // RFC 7518 section 3.3

template <auto free>
struct Freeing
{
    template <class T>
    void operator()(T *object) const
    {
        free(object);
    }
};
using PKey = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;

Error unusable(const QString &sentence)
{
    return { .code = ErrorCode::InvalidMessage, .detail = sentence };
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

std::size_t sizeOf(const QByteArray &bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

} // namespace

struct JwtKey::PublicKey
{
    PKey key;
};

QLatin1StringView nameOf(JwtAlgorithm algorithm)
{
    switch (algorithm) {
    case JwtAlgorithm::HS256:
        return "HS256"_L1;
    case JwtAlgorithm::RS256:
        return "RS256"_L1;
    case JwtAlgorithm::EdDSA:
        return "EdDSA"_L1;
    }
    Q_UNREACHABLE();
}

JwtKey::JwtKey(JwtAlgorithm algorithm)
    : m_algorithm(algorithm)
{
}

JwtKey::~JwtKey()
{
    // Shared with nobody: it was detached when it was read.
    sodium_memzero(m_secret.data(), sizeOf(m_secret));
}

JwtKey::JwtKey(JwtKey &&) noexcept = default;

Result<JwtKey> JwtKey::read(JwtAlgorithm algorithm, const QByteArray &bytes)
{
    JwtKey key(algorithm);
    if (algorithm == JwtAlgorithm::HS256) {
        // Whoever knows a public key could sign with it.
        if (bytes.contains("-----BEGIN"))
            return unusable(
                u"HS256 needs a secret, and this is a key in PEM: use RS256 or EdDSA"_s);
        if (bytes.size() < leastSecretBytes)
            return unusable(u"the secret has %1 bytes, at least %2 are needed"_s.arg(bytes.size())
                                .arg(leastSecretBytes));
        key.m_secret = bytes;
        key.m_secret.detach();
        return key;
    }
    const Bio text(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
    PKey publicKey(text ? PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr) : nullptr);
    const int wanted = algorithm == JwtAlgorithm::RS256 ? EVP_PKEY_RSA : EVP_PKEY_ED25519;
    if (!publicKey || EVP_PKEY_get_base_id(publicKey.get()) != wanted)
        return unusable(u"%1 needs a public key of that kind in PEM"_s.arg(nameOf(algorithm)));
    if (wanted == EVP_PKEY_RSA && EVP_PKEY_get_bits(publicKey.get()) < leastRsaBits)
        return unusable(u"the RSA key has %1 bits, at least %2 are needed"_s
                            .arg(EVP_PKEY_get_bits(publicKey.get()))
                            .arg(leastRsaBits));
    key.m_publicKey = std::make_unique<PublicKey>(PublicKey { std::move(publicKey) });
    return key;
}

bool JwtKey::hasSigned(const QByteArray &text, const QByteArray &signature) const
{
    if (m_algorithm == JwtAlgorithm::HS256)
        return hasSealed(text, signature);
    const Context context(EVP_MD_CTX_new());
    const EVP_MD *hash = m_algorithm == JwtAlgorithm::RS256 ? EVP_sha256() : nullptr;
    return context
        && EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, m_publicKey->key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), sizeOf(signature), bytesOf(text),
                            sizeOf(text))
        == 1;
}

bool JwtKey::hasSealed(const QByteArray &text, const QByteArray &seal) const
{
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> expected {};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytesOf(m_secret), sizeOf(m_secret));
    crypto_auth_hmacsha256_update(&state, bytesOf(text),
                                  static_cast<unsigned long long>(text.size()));
    crypto_auth_hmacsha256_final(&state, expected.data());
    return sizeOf(seal) == expected.size()
        && sodium_memcmp(seal.constData(), expected.data(), expected.size()) == 0;
}

} // namespace chat
