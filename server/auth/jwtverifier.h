#pragma once

#include "common/base/clock.h"
#include "server/auth/jwtkey.h"

namespace chat {

/// What a token says that can be believed.
struct JwtClaims
{
    QString subject; // the issuer and what it calls the person, a line each
    QString name; // empty when it does not say
    Timestamp expires {};
};

/// Believes JSON Web Tokens (RFC 7519, signed as in RFC 7515) of one issuer. A token names who it
/// is about (`sub`) and when it ends (`exp`), or is not believed.
class JwtVerifier
{
public:
    struct Config
    {
        QString issuer = {}; // empty: any that has the key
        QString audience = {}; // who this server is to it; a token for others is not for us
    };

    JwtVerifier(JwtKey key, Config config);

    /// Refused: InvalidToken; the detail says why, and nothing of the token.
    Result<JwtClaims> verify(const QString &token, Timestamp now) const;

private:
    JwtKey m_key;
    Config m_config;
};

/// Whether the text has the form of a token, however wrong it may be.
bool looksLikeJwt(const QString &text);

} // namespace chat
