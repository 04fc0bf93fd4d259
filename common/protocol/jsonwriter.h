#pragma once

#include "common/protocol/values.h"

#include <QJsonArray>
#include <QJsonObject>

namespace chat {

/// The visitor that makes a JSON object of an event. Optional fields without a value are left out.
class JsonWriter
{
public:
    QJsonObject take() { return std::move(m_object); }

    template <class T>
    void operator()(QLatin1StringView key, const T &value, const auto &)
    {
        m_object.insert(key, write(value));
    }
    template <class T>
    void operator()(QLatin1StringView key, const std::optional<T> &value, const auto &)
    {
        if (value)
            m_object.insert(key, write(*value));
    }
    template <class Kind, class Value>
    void entries(const QMap<TextId<Kind>, Value> &map, const auto &, const auto &)
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
        JsonWriter writer;
        T::fields(value, writer);
        return writer.take();
    }
    template <class Kind, class Value>
    static QJsonValue write(const QMap<TextId<Kind>, Value> &map)
    {
        QJsonObject object;
        for (auto it = map.begin(); it != map.end(); ++it)
            object.insert(it.key().text(), write(it.value()));
        return object;
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

} // namespace chat
