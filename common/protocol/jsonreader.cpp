#include "common/protocol/jsonreader.h"

#include <cmath>

namespace chat::json {

namespace {

Error invalid(QString detail)
{
    return { .code = ErrorCode::InvalidMessage, .detail = std::move(detail) };
}

} // namespace

Problem at(const QString &place, Problem problem)
{
    if (problem)
        problem->detail.prepend(place);
    return problem;
}

Problem readText(const QJsonValue &json, const TextRule &rule, QString &out)
{
    if (!json.isString())
        return wrongType("a text"_L1);
    out = json.toString();
    if (!out.isValidUtf16())
        return invalid(u" has half of a surrogate pair"_s);
    if (out.size() >= rule.min && out.size() <= rule.max)
        return std::nullopt;
    Error error =
        invalid(u" has %1 units, limit is %2 to %3"_s.arg(out.size()).arg(rule.min).arg(rule.max));
    if (out.size() > rule.max)
        error.code = rule.tooLong;
    return error;
}

Problem readNumber(const QJsonValue &json, const NumberRule &rule, qint64 &out)
{
    const double number = json.toDouble();
    if (!json.isDouble() || std::floor(number) != number)
        return wrongType("a whole number"_L1);
    // Compared as doubles first: a number beyond 64 bits has no qint64.
    if (number < static_cast<double>(rule.min) || number > static_cast<double>(rule.max))
        return invalid(u" is %1, limit is %2 to %3"_s.arg(number).arg(rule.min).arg(rule.max));
    out = static_cast<qint64>(number);
    return std::nullopt;
}

Problem readBool(const QJsonValue &json, bool &out)
{
    if (!json.isBool())
        return wrongType("true or false"_L1);
    out = json.toBool();
    return std::nullopt;
}

Problem readTime(const QJsonValue &json, Timestamp &out)
{
    const auto time = fromIsoText(json.toString());
    if (!time)
        return wrongType("a UTC time like 2026-01-01T12:00:00.000Z"_L1);
    out = *time;
    return std::nullopt;
}

Error wrongType(QLatin1StringView expected)
{
    return invalid(u" is not %1"_s.arg(expected));
}

Error missing()
{
    return invalid(u" is missing"_s);
}

Error tooMany(qsizetype count, int limit)
{
    return invalid(u" has %1 rows, limit is %2"_s.arg(count).arg(limit));
}

Error noneOf(const QStringList &names)
{
    return invalid(u" is none of %1"_s.arg(names.join(", "_L1)));
}

} // namespace chat::json
