#pragma once

#include "common/base/error.h"
#include "common/protocol/values.h"

#include <QJsonArray>
#include <QJsonObject>

namespace chat {

namespace json {

/// Nothing, or what is wrong; the detail begins behind the name of the place, which whoever knows
/// it puts in front with at(): " is missing", "name is missing", "user.name is missing". So nothing
/// is spent on names as long as all is well.
using Problem = std::optional<Error>;
Problem at(const QString &place, Problem problem);

Problem readText(const QJsonValue &json, const TextRule &rule, QString &out);
Problem readNumber(const QJsonValue &json, const NumberRule &rule, qint64 &out);
Problem readBool(const QJsonValue &json, bool &out);
Problem readTime(const QJsonValue &json, Timestamp &out);
Error wrongType(QLatin1StringView expected);
Error missing();
Error tooMany(qsizetype count, int limit);
Error noneOf(const QStringList &names);

inline bool isAbsent(const QJsonValue &json)
{
    return json.isNull() || json.isUndefined();
}

} // namespace json

/// The visitor that fills an event from a JSON object, and stops at the first field that breaks its
/// rule.
class JsonReader
{
public:
    /// `object` must outlive the reader.
    explicit JsonReader(const QJsonObject &object)
        : m_object(object)
    {
    }

    const json::Problem &problem() const { return m_problem; }

    template <class T, class Rule>
    void operator()(QLatin1StringView key, T &value, const Rule &rule)
    {
        if (m_problem)
            return;
        const QJsonValue json = m_object.value(key);
        if (!json::isAbsent(json))
            m_problem = json::at(key, read(json, rule, value));
        else if (isRequired(value))
            m_problem = json::at(key, json::missing());
    }

    template <class Kind, class Value>
    void entries(QMap<TextId<Kind>, Value> &map, const auto &keyRule, const auto &valueRule)
    {
        for (auto it = m_object.begin(); it != m_object.end() && !m_problem; ++it) {
            TextId<Kind> key;
            m_problem = json::at(u"a key"_s, read(QJsonValue(it.key()), keyRule, key));
            if (!m_problem && !json::isAbsent(it.value()))
                m_problem = json::at(it.key(), read(it.value(), valueRule, map[key]));
        }
    }

private:
    using Problem = json::Problem;

    template <class T>
    static constexpr bool isRequired(const T &)
    {
        return true;
    }
    template <class T>
    static constexpr bool isRequired(const std::optional<T> &)
    {
        return false;
    }

    static Problem read(const QJsonValue &json, const TextRule &rule, QString &out)
    {
        return json::readText(json, rule, out);
    }
    template <class Kind>
    static Problem read(const QJsonValue &json, const TextRule &rule, TextId<Kind> &out)
    {
        QString text;
        Problem problem = json::readText(json, rule, text);
        out = TextId<Kind>::fromText(std::move(text));
        return problem;
    }
    static Problem read(const QJsonValue &json, const NumberRule &rule, qint64 &out)
    {
        return json::readNumber(json, rule, out);
    }
    static Problem read(const QJsonValue &json, const NumberRule &rule, Seq &out)
    {
        qint64 number = 0;
        Problem problem = json::readNumber(json, rule, number);
        out = Seq::fromNumber(number);
        return problem;
    }
    static Problem read(const QJsonValue &json, NoRule, bool &out)
    {
        return json::readBool(json, out);
    }
    static Problem read(const QJsonValue &json, NoRule, Timestamp &out)
    {
        return json::readTime(json, out);
    }
    template <WireEnum E>
    static Problem read(const QJsonValue &json, NoRule, E &out)
    {
        const QString text = json.toString();
        QStringList names;
        for (const auto &[value, name] : wireNames(E {})) {
            if (text == name) {
                out = value;
                return std::nullopt;
            }
            names << name;
        }
        return json::noneOf(names);
    }
    template <Fielded T>
    static Problem read(const QJsonValue &json, NoRule, T &out)
    {
        if (!json.isObject())
            return json::wrongType("an object"_L1);
        const QJsonObject object = json.toObject();
        JsonReader reader(object);
        T::fields(out, reader);
        return json::at(u"."_s, reader.problem());
    }
    template <class T>
    static Problem read(const QJsonValue &json, ListRule rule, QList<T> &out)
    {
        if (!json.isArray())
            return json::wrongType("a list"_L1);
        const QJsonArray rows = json.toArray();
        if (rows.size() > rule.max)
            return json::tooMany(rows.size(), rule.max);
        out.reserve(rows.size());
        for (const QJsonValue row : rows) {
            if (Problem problem = read(row, NoRule {}, out.emplaceBack()))
                return json::at(u"[%1]"_s.arg(out.size() - 1), problem);
        }
        return std::nullopt;
    }
    template <class Kind, class Value>
    static Problem read(const QJsonValue &json, const MapRule &rule, QMap<TextId<Kind>, Value> &out)
    {
        if (!json.isObject())
            return json::wrongType("an object"_L1);
        const QJsonObject object = json.toObject();
        if (object.size() > rule.max)
            return json::tooMany(object.size(), rule.max);
        JsonReader reader(object);
        reader.entries(out, rule.key, NoRule {});
        return json::at(u"."_s, reader.problem());
    }
    template <class T>
    static Problem read(const QJsonValue &json, const auto &rule, std::optional<T> &out)
    {
        return read(json, rule, out.emplace());
    }

    const QJsonObject &m_object;
    Problem m_problem;
};

} // namespace chat
