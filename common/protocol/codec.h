#pragma once

#include "common/base/result.h"
#include "common/protocol/envelope.h"
#include "common/protocol/values.h"

#include <QJsonArray>
#include <QJsonObject>

/// Envelopes and events to JSON and back. Everything that is read is checked against its rules:
/// what comes out of fromJson() is within them. Unknown keys are ignored; null and absent are the
/// same.
namespace chat {

/// Reads a frame's text (UTF-8). Refused: what is not one JSON object, is nested deeper than
/// limits::jsonDepth, or has an `id` that is not a whole number.
Result<Envelope> decodeEnvelope(const QByteArray &json);
/// One line of JSON, UTF-8.
QByteArray encodeEnvelope(const Envelope &envelope);

namespace codec {

// Each reads one value at `path` into `out`, or says why not.
using Problem = std::optional<Error>;
Problem readText(const QJsonValue &json, const QString &path, const TextRule &rule, QString &out);
Problem readNumber(const QJsonValue &json, const QString &path, const NumberRule &rule,
                   qint64 &out);
Problem readBool(const QJsonValue &json, const QString &path, bool &out);
Problem readTime(const QJsonValue &json, const QString &path, Timestamp &out);
Problem wrongType(const QString &path, QLatin1StringView expected);
Problem missing(const QString &path);
Problem tooMany(const QString &path, qsizetype count, qsizetype limit);
Problem notOneOf(const QString &path, const QStringList &names);

class Reader
{
public:
    Reader(const QJsonObject &object, QString path)
        : m_object(object)
        , m_path(std::move(path))
    {
    }

    const Problem &problem() const { return m_problem; }

    template <class T, class Rule>
    void operator()(QLatin1StringView key, T &value, const Rule &rule)
    {
        if (m_problem)
            return;
        const QJsonValue json = m_object.value(key);
        const QString path = m_path.isEmpty() ? QString(key) : m_path + u'.' + key;
        if (json.isNull() || json.isUndefined())
            m_problem = isRequired(value) ? missing(path) : std::nullopt;
        else
            m_problem = read(json, path, value, rule);
    }

    template <class Key, class Value, class KeyRule, class ValueRule>
    void entries(QMap<Key, Value> &map, const KeyRule &keyRule, const ValueRule &valueRule)
    {
        for (auto it = m_object.begin(); it != m_object.end() && !m_problem; ++it) {
            Key key;
            Value value {};
            m_problem = read(QJsonValue(it.key()), m_path, key, keyRule);
            if (!m_problem)
                m_problem = read(it.value(), m_path, value, valueRule);
            map.insert(key, value);
        }
    }

private:
    template <class T>
    static bool isRequired(const T &)
    {
        return true;
    }
    template <class T>
    static bool isRequired(const std::optional<T> &)
    {
        return false;
    }

    static Problem read(const QJsonValue &json, const QString &path, QString &out,
                        const TextRule &rule)
    {
        return readText(json, path, rule, out);
    }
    template <class Kind>
    static Problem read(const QJsonValue &json, const QString &path, TextId<Kind> &out,
                        const TextRule &rule)
    {
        QString text;
        Problem problem = readText(json, path, rule, text);
        out = TextId<Kind>::fromText(std::move(text));
        return problem;
    }
    static Problem read(const QJsonValue &json, const QString &path, qint64 &out,
                        const NumberRule &rule)
    {
        return readNumber(json, path, rule, out);
    }
    static Problem read(const QJsonValue &json, const QString &path, Seq &out,
                        const NumberRule &rule)
    {
        qint64 number = 0;
        Problem problem = readNumber(json, path, rule, number);
        out = Seq::fromNumber(number);
        return problem;
    }
    static Problem read(const QJsonValue &json, const QString &path, bool &out, NoRule)
    {
        return readBool(json, path, out);
    }
    static Problem read(const QJsonValue &json, const QString &path, Timestamp &out, NoRule)
    {
        return readTime(json, path, out);
    }
    template <WireEnum E>
    static Problem read(const QJsonValue &json, const QString &path, E &out, NoRule)
    {
        QStringList names;
        for (const auto &[value, name] : wireNames(E {})) {
            if (json.isString() && json.toString() == name) {
                out = value;
                return std::nullopt;
            }
            names << name;
        }
        return notOneOf(path, names);
    }
    template <Fielded T>
    static Problem read(const QJsonValue &json, const QString &path, T &out, NoRule)
    {
        if (!json.isObject())
            return wrongType(path, "an object"_L1);
        const QJsonObject object = json.toObject();
        Reader reader(object, path);
        T::fields(out, reader);
        return reader.problem();
    }
    template <class T>
    static Problem read(const QJsonValue &json, const QString &path, QList<T> &out, ListRule rule)
    {
        if (!json.isArray())
            return wrongType(path, "a list"_L1);
        const QJsonArray array = json.toArray();
        if (array.size() > rule.max)
            return tooMany(path, array.size(), rule.max);
        out.reserve(array.size());
        for (const QJsonValue row : array) {
            T value {};
            if (Problem problem = read(row, path + "[]"_L1, value, NoRule {}))
                return problem;
            out.append(std::move(value));
        }
        return std::nullopt;
    }
    template <class T, class Rule>
    static Problem read(const QJsonValue &json, const QString &path, std::optional<T> &out,
                        const Rule &rule)
    {
        return read(json, path, out.emplace(), rule);
    }

    const QJsonObject &m_object;
    QString m_path;
    Problem m_problem;
};

class Writer
{
public:
    QJsonObject take() { return std::move(m_object); }

    template <class T, class Rule>
    void operator()(QLatin1StringView key, const T &value, const Rule &)
    {
        m_object.insert(key, write(value));
    }
    template <class T, class Rule>
    void operator()(QLatin1StringView key, const std::optional<T> &value, const Rule &)
    {
        if (value)
            m_object.insert(key, write(*value));
    }
    template <class Key, class Value, class KeyRule, class ValueRule>
    void entries(const QMap<Key, Value> &map, const KeyRule &, const ValueRule &)
    {
        for (auto it = map.begin(); it != map.end(); ++it)
            m_object.insert(it.key().text(), write(it.value()));
    }

private:
    static QJsonValue write(const QString &value) { return value; }
    static QJsonValue write(qint64 value) { return value; }
    static QJsonValue write(bool value) { return value; }
    static QJsonValue write(Seq value) { return value.number(); }
    static QJsonValue write(Timestamp value) { return toIsoText(value); }
    template <class Kind>
    static QJsonValue write(const TextId<Kind> &value)
    {
        return value.text();
    }
    template <WireEnum E>
    static QJsonValue write(E value)
    {
        for (const auto &[candidate, name] : wireNames(E {})) {
            if (candidate == value)
                return QString(name);
        }
        Q_UNREACHABLE();
    }
    template <Fielded T>
    static QJsonValue write(const T &value)
    {
        Writer writer;
        T::fields(value, writer);
        return writer.take();
    }
    template <class T>
    static QJsonValue write(const QList<T> &rows)
    {
        QJsonArray array;
        for (const T &row : rows)
            array.append(write(row));
        return array;
    }

    QJsonObject m_object;
};

} // namespace codec

/// Reads an event's data; an absent or null one is an empty object.
template <Fielded T>
Result<T> fromJson(const QJsonValue &json)
{
    if (!json.isObject() && !json.isNull() && !json.isUndefined())
        return *codec::wrongType(u"data"_s, "an object"_L1);
    const QJsonObject object = json.toObject();
    codec::Reader reader(object, {});
    T value;
    T::fields(value, reader);
    if (reader.problem())
        return *reader.problem();
    return value;
}

template <Fielded T>
QJsonObject toJson(const T &value)
{
    codec::Writer writer;
    T::fields(value, writer);
    return writer.take();
}

} // namespace chat
