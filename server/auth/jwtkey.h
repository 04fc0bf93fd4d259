#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QLatin1StringView>

#include <memory>

namespace chat {

/// How JSON Web Tokens are signed here: one way, chosen by the operator, never by the token.
enum class JwtAlgorithm { HS256, RS256, EdDSA };

/// Its name in a token's header.
QLatin1StringView nameOf(JwtAlgorithm algorithm);

/// What signatures of tokens are checked with.
class JwtKey
{
public:
    /// HS256: the secret, of at least 32 bytes, in any form. RS256 and EdDSA (Ed25519): a public
    /// key in PEM. The error's detail is a sentence for the operator, and does not tell the key.
    static Result<JwtKey> read(JwtAlgorithm algorithm, const QByteArray &bytes);
    ~JwtKey();
    JwtKey(JwtKey &&) noexcept;

    JwtAlgorithm algorithm() const { return m_algorithm; }
    bool hasSigned(const QByteArray &text, const QByteArray &signature) const;

private:
    struct PublicKey; // OpenSSL's
    explicit JwtKey(JwtAlgorithm algorithm);
    bool hasSealed(const QByteArray &text, const QByteArray &seal) const;

    JwtAlgorithm m_algorithm;
    QByteArray m_secret;
    std::unique_ptr<PublicKey> m_publicKey;
};

} // namespace chat
