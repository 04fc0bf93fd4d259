#include "common/protocol/codec.h"

#include <QJsonDocument>

#include <cmath>

namespace chat {

namespace {

Error invalid(QString detail)
{
    return Error { .code = ErrorCode::InvalidMessage,
                   .detail = std::move(detail) };
}

// Qt follows 1024 levels and builds a tree for each; this looks before it builds.
bool isDeeperThan(const QByteArray &json, int limit)
{
    int depth = 0;
    bool isInText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (isInText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                isInText = false;
        } else if (c == '"') {
            isInText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<Envelope> decodeEnvelope(const QByteArray &json)
{
    if (isDeeperThan(json, limits::jsonDepth))
        return invalid(u"frame is nested deeper than %1 levels"_s.arg(limits::jsonDepth));

    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return invalid(u"frame is not JSON: %1 at byte %2"_s.arg(parsing.errorString())
                           .arg(parsing.offset));
    if (!document.isObject())
        return invalid(u"frame is not a JSON object"_s);

    const QJsonObject object = document.object();
    Envelope envelope;
    const QJsonValue id = object.value("id"_L1);
    if (!id.isNull() && !id.isUndefined()) {
        qint64 number = 0;
        if (auto problem = codec::readNumber(id, u"id"_s, { 0, rules::largestNumber }, number))
            return *problem;
        envelope.id = number;
    }
    envelope.type = object.value("type"_L1).toString();
    envelope.data = object.value("data"_L1);
    return envelope;
}

QByteArray encodeEnvelope(const Envelope &envelope)
{
    QJsonObject object { { u"type"_s, envelope.type } };
    if (envelope.id)
        object.insert("id"_L1, *envelope.id);
    if (!envelope.data.isUndefined() && !envelope.data.isNull())
        object.insert("data"_L1, envelope.data);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

namespace codec {

Problem readText(const QJsonValue &json, const QString &path, const TextRule &rule, QString &out)
{
    if (!json.isString())
        return wrongType(path, "a text"_L1);
    out = json.toString();
    if (out.size() >= rule.min && out.size() <= rule.max && out.isValidUtf16())
        return std::nullopt;

    if (!out.isValidUtf16())
        return invalid(u"%1 has half of a surrogate pair"_s.arg(path));
    Error error = invalid(u"%1 has %2 units, limit is %3 to %4"_s.arg(path)
                              .arg(out.size())
                              .arg(rule.min)
                              .arg(rule.max));
    if (out.size() > rule.max)
        error.code = rule.tooLong;
    return error;
}

Problem readNumber(const QJsonValue &json, const QString &path, const NumberRule &rule, qint64 &out)
{
    const double number = json.toDouble();
    if (!json.isDouble() || std::floor(number) != number)
        return wrongType(path, "a whole number"_L1);
    // Compared as doubles first: a number beyond 64 bits has no qint64.
    if (number < static_cast<double>(rule.min) || number > static_cast<double>(rule.max))
        return invalid(u"%1 is %2, limit is %3 to %4"_s.arg(path)
                           .arg(number)
                           .arg(rule.min)
                           .arg(rule.max));
    out = static_cast<qint64>(number);
    return std::nullopt;
}

Problem readBool(const QJsonValue &json, const QString &path, bool &out)
{
    if (!json.isBool())
        return wrongType(path, "true or false"_L1);
    out = json.toBool();
    return std::nullopt;
}

Problem readTime(const QJsonValue &json, const QString &path, Timestamp &out)
{
    const auto time = json.isString() ? fromIsoText(json.toString()) : std::nullopt;
    if (!time)
        return wrongType(path, "a UTC time like 2026-01-01T12:00:00.000Z"_L1);
    out = *time;
    return std::nullopt;
}

Problem wrongType(const QString &path, QLatin1StringView expected)
{
    return invalid(u"%1 is not %2"_s.arg(path, expected));
}

Problem missing(const QString &path)
{
    return invalid(u"%1 is missing"_s.arg(path));
}

Problem tooMany(const QString &path, qsizetype count, qsizetype limit)
{
    return invalid(u"%1 has %2 rows, limit is %3"_s.arg(path).arg(count).arg(limit));
}

Problem notOneOf(const QString &path, const QStringList &names)
{
    return invalid(u"%1 is none of %2"_s.arg(path, names.join(", "_L1)));
}

} // namespace codec

} // namespace chat
