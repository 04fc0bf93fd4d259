#include "server/auth/jwtverifier.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace chat {

namespace {

using namespace std::chrono_literals;

constexpr auto leeway = 60s; // clocks differ
constexpr double endOfTime = 253402300799; // of the year 9999, in seconds
constexpr qsizetype subjectLength = 255; // OpenID Connect, section 2

Error invalid(const QString &why)
{
    return { .code = ErrorCode::InvalidToken, .detail = u"jwt: "_s + why };
}

/// A part of a token, and nothing that is only much like one.
std::optional<QByteArray> decoded(const QByteArray &part)
{
    const auto result = QByteArray::fromBase64Encoding(
        part,
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
            | QByteArray::AbortOnBase64DecodingErrors);
    if (!result || part.contains('='))
        return std::nullopt;
    return *result;
}

std::optional<QJsonObject> objectIn(const QByteArray &part)
{
    const auto json = decoded(part);
    const QJsonDocument document = json ? QJsonDocument::fromJson(*json) : QJsonDocument();
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// A NumericDate; nothing for what is none.
std::optional<Timestamp> timeIn(const QJsonValue &json)
{
    const double seconds = json.toDouble(-1);
    if (!(seconds >= 0 && seconds <= endOfTime))
        return std::nullopt;
    return Timestamp { std::chrono::milliseconds { static_cast<qint64>(seconds * 1000) } };
}

/// A text that may be part of a name for somebody; empty for what is none.
QString identifierIn(const QJsonValue &json)
{
    const QString text = json.toString();
    const bool isPlain =
        std::ranges::all_of(text, [](QChar c) { return c.isPrint() && !c.isSurrogate(); });
    return isPlain && text.size() <= subjectLength ? text : QString();
}

bool isFor(const QJsonValue &audience, const QString &us)
{
    return audience.isArray() ? audience.toArray().contains(QJsonValue(us))
                              : audience == QJsonValue(us);
}

Result<void> checkHeader(const QJsonObject &header, JwtAlgorithm algorithm)
{
    if (header.value("alg"_L1) != QJsonValue(nameOf(algorithm)))
        return invalid(u"not signed with %1"_s.arg(nameOf(algorithm)));
    if (header.contains("crit"_L1))
        return invalid(u"asks for what this server does not know"_s);
    return {};
}

Result<void> checkTimes(const QJsonObject &claims, Timestamp now)
{
    const auto expires = timeIn(claims.value("exp"_L1));
    if (!expires)
        return invalid(u"has no exp"_s);
    if (*expires + leeway <= now)
        return invalid(u"expired"_s);
    const QJsonValue notBefore = claims.value("nbf"_L1);
    if (notBefore.isUndefined())
        return {};
    const auto begins = timeIn(notBefore);
    if (!begins || *begins - leeway > now)
        return invalid(u"does not hold yet"_s);
    return {};
}

Result<void> checkParties(const QJsonObject &claims, const JwtVerifier::Config &config)
{
    if (!config.issuer.isEmpty() && claims.value("iss"_L1) != QJsonValue(config.issuer))
        return invalid(u"of another issuer"_s);
    const bool isAddressed = claims.contains("aud"_L1) || !config.audience.isEmpty();
    if (isAddressed && !isFor(claims.value("aud"_L1), config.audience))
        return invalid(u"for another audience"_s); // RFC 7519 section 4.1.3
    return {};
}

} // namespace

JwtVerifier::JwtVerifier(JwtKey key, Config config)
    : m_key(std::move(key))
    , m_config(std::move(config))
{
}

Result<JwtClaims> JwtVerifier::verify(const QString &token, Timestamp now) const
{
    if (token.size() > limits::credentialLength)
        return invalid(
            u"has %1 units, limit is %2"_s.arg(token.size()).arg(limits::credentialLength));
    const QByteArray bytes = token.toUtf8();
    const QList<QByteArray> parts = bytes.split('.');
    if (parts.size() != 3)
        return invalid(u"has %1 parts, not 3"_s.arg(parts.size()));
    const auto header = objectIn(parts[0]);
    const auto claims = objectIn(parts[1]);
    const auto signature = decoded(parts[2]);
    if (!header || !claims || !signature)
        return invalid(u"can not be read"_s);
    if (const auto checked = checkHeader(*header, m_key.algorithm()); !checked)
        return checked.error();
    if (!m_key.hasSigned(bytes.left(bytes.lastIndexOf('.')), *signature))
        return invalid(u"has a wrong signature"_s);
    for (const auto &checked : { checkTimes(*claims, now), checkParties(*claims, m_config) }) {
        if (!checked)
            return checked.error();
    }
    const QString who = identifierIn(claims->value("sub"_L1));
    if (who.isEmpty())
        return invalid(u"does not say about whom"_s);
    const QString issuer = identifierIn(claims->value("iss"_L1));
    if (issuer.isEmpty() && claims->contains("iss"_L1))
        return invalid(u"does not say who says it"_s);
    return JwtClaims { .subject = issuer + u'\n' + who,
                       .name = claims->value("name"_L1).toString(),
                       .expires = *timeIn(claims->value("exp"_L1)) };
}

bool looksLikeJwt(const QString &text)
{
    return text.count(u'.') == 2;
}

} // namespace chat
