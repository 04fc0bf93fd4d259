#pragma once

#include "common/protocol/events.h"

#include <type_traits>

/// The declarations of events as values: for the protocol page and for tests.
namespace chat {

/// One key of an event or value.
struct FieldInfo
{
    QString key; // of a map's entries: a name for all of its keys
    QString type; // "text", "whole number", "list of Message", ...
    std::variant<NoRule, TextRule, NumberRule, ListRule, MapRule> rule;
    bool isOptional = false;
    bool isMapEntry = false; // any number of keys, each with a value of this type
};

namespace detail {

class Describer
{
public:
    QList<FieldInfo> take() { return std::move(m_fields); }

    template <class T, class Rule>
    void operator()(QLatin1StringView key, const T &, const Rule &rule)
    {
        m_fields.append({ .key = key, .type = typeName(Type<T> {}), .rule = rule });
    }
    template <class T, class Rule>
    void operator()(QLatin1StringView key, const std::optional<T> &, const Rule &rule)
    {
        m_fields.append(
            { .key = key, .type = typeName(Type<T> {}), .rule = rule, .isOptional = true });
    }
    template <class Kind, class Value, class KeyRule, class ValueRule>
    void entries(const QMap<TextId<Kind>, Value> &, const KeyRule &, const ValueRule &rule)
    {
        m_fields.append({ .key = u"each id"_s,
                          .type = typeName(Type<Value> {}),
                          .rule = rule,
                          .isOptional = true,
                          .isMapEntry = true });
    }

private:
    template <class T>
    using Type = std::type_identity<T>;

    static QString typeName(Type<QString>) { return u"text"_s; }
    static QString typeName(Type<qint64>) { return u"whole number"_s; }
    static QString typeName(Type<Seq>) { return u"whole number"_s; }
    static QString typeName(Type<bool>) { return u"true or false"_s; }
    static QString typeName(Type<Timestamp>) { return u"UTC time"_s; }
    template <class Kind>
    static QString typeName(Type<TextId<Kind>>)
    {
        return u"text"_s;
    }
    template <WireEnum E>
    static QString typeName(Type<E>)
    {
        QStringList names;
        for (const auto &[value, name] : wireNames(E {}))
            names << u'"' + name + u'"';
        return names.join(" or "_L1);
    }
    template <Fielded T>
    static QString typeName(Type<T>)
    {
        return T::typeName;
    }
    template <class T>
    static QString typeName(Type<QList<T>>)
    {
        return u"list of "_s + typeName(Type<T> {});
    }
    template <class Kind, class Value>
    static QString typeName(Type<QMap<TextId<Kind>, Value>>)
    {
        return u"object that maps each id to "_s + typeName(Type<Value> {});
    }

    QList<FieldInfo> m_fields;
};

} // namespace detail

/// The fields of a struct in the order of their declaration.
template <Fielded T>
QList<FieldInfo> describe()
{
    const T value {};
    detail::Describer describer;
    T::fields(value, describer);
    return describer.take();
}

} // namespace chat
