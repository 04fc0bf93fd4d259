#pragma once

#include "common/protocol/events.h"

#include <QMetaType>

/// The declarations of events as data: for the protocol page and for tests.
namespace chat {

struct FieldInfo
{
    QString key; // "<room id>" for the keys of a map
    QString type; // "text", "number", "list of Message", ...
    std::variant<NoRule, TextRule, NumberRule, ListRule> rule;
    bool isOptional = false;
};

/// The fields of a struct in the order of their declaration.
template <Fielded T>
QList<FieldInfo> describe();

/// The whole protocol as a Markdown page: what PROTOCOL.md holds.
QString protocolPage();

namespace detail {

class Describer
{
public:
    QList<FieldInfo> take() { return std::move(m_fields); }

    template <class T, class Rule>
    void operator()(QLatin1StringView key, const T &, const Rule &rule)
    {
        m_fields.append({ .key = key, .type = typeName(T {}), .rule = rule, .isOptional = false });
    }
    template <class T, class Rule>
    void operator()(QLatin1StringView key, const std::optional<T> &, const Rule &rule)
    {
        m_fields.append({ .key = key, .type = typeName(T {}), .rule = rule, .isOptional = true });
    }
    template <class Key, class Value, class KeyRule, class ValueRule>
    void entries(const QMap<Key, Value> &, const KeyRule &, const ValueRule &rule)
    {
        m_fields.append({ .key = u"(each room id)"_s,
                          .type = typeName(Value {}),
                          .rule = rule,
                          .isOptional = true });
    }

private:
    static QString typeName(const QString &) { return u"text"_s; }
    static QString typeName(qint64) { return u"number"_s; }
    static QString typeName(Seq) { return u"number"_s; }
    static QString typeName(bool) { return u"true or false"_s; }
    static QString typeName(Timestamp) { return u"UTC time"_s; }
    template <class Kind>
    static QString typeName(const TextId<Kind> &)
    {
        return u"text"_s;
    }
    template <WireEnum E>
    static QString typeName(E)
    {
        QStringList names;
        for (const auto &[value, name] : wireNames(E {}))
            names << u'"' + name + u'"';
        return names.join(" or "_L1);
    }
    template <Fielded T>
    static QString typeName(const T &)
    {
        return structName<T>();
    }
    template <class T>
    static QString typeName(const QList<T> &)
    {
        return u"list of "_s + typeName(T {});
    }

    template <class T>
    static QString structName();

    QList<FieldInfo> m_fields;
};

template <>
inline QString Describer::structName<Member>() { return u"Member"_s; }
template <>
inline QString Describer::structName<RoomSummary>() { return u"RoomSummary"_s; }
template <>
inline QString Describer::structName<Message>() { return u"Message"_s; }
template <>
inline QString Describer::structName<ServerInfo>() { return u"ServerInfo"_s; }
template <>
inline QString Describer::structName<ServerLimits>() { return u"ServerLimits"_s; }
template <>
inline QString Describer::structName<HeartbeatInfo>() { return u"HeartbeatInfo"_s; }

} // namespace detail

template <Fielded T>
QList<FieldInfo> describe()
{
    const T value {};
    detail::Describer describer;
    T::fields(value, describer);
    return describer.take();
}

} // namespace chat
