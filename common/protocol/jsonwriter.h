#pragma once

#include "common/protocol/values.h"

namespace chat {

namespace json {

/// A text of JSON with its quotes. Half of a surrogate pair becomes U+FFFD.
void appendText(QByteArray &out, QStringView text);
void appendNumber(QByteArray &out, qint64 number);

} // namespace json

/// The visitor that writes an event as one object of JSON text (UTF-8), its keys in the order of
/// their declaration. Optional fields without a value are left out.
class JsonWriter
{
public:
    /// Appends to `out`, which must outlive the writer; the object ends with the writer.
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
        m_out += '{';
    }
    ~JsonWriter() { m_out += '}'; }
    Q_DISABLE_COPY_MOVE(JsonWriter)

    template <class T>
    void operator()(QLatin1StringView key, const T &value, const auto &)
    {
        begin();
        // Keys are our own: nothing in them needs an escape.
        m_out.append('"').append(key.data(), key.size()).append("\":", 2);
        write(value);
    }
    template <class T>
    void operator()(QLatin1StringView key, const std::optional<T> &value, const auto &rule)
    {
        if (value)
            (*this)(key, *value, rule);
    }
    template <class Kind, class Value>
    void entries(const QMap<TextId<Kind>, Value> &map, const auto &, const auto &)
    {
        for (auto it = map.begin(); it != map.end(); ++it) {
            begin();
            json::appendText(m_out, it.key().text());
            m_out += ':';
            write(it.value());
        }
    }

private:
    void begin()
    {
        if (!std::exchange(m_isFirst, false))
            m_out += ',';
    }

    void write(const QString &value) { json::appendText(m_out, value); }
    void write(qint64 value) { json::appendNumber(m_out, value); }
    void write(bool value) { m_out += value ? "true" : "false"; }
    void write(Seq value) { write(value.number()); }
    void write(Timestamp value) { write(toIsoText(value)); }
    template <class Kind>
    void write(const TextId<Kind> &value)
    {
        write(value.text());
    }
    template <WireEnum E>
    void write(E value)
    {
        for (const auto &[candidate, name] : wireNames(E {})) {
            if (candidate == value)
                m_out.append('"').append(name.data(), name.size()).append('"');
        }
    }
    template <Fielded T>
    void write(const T &value)
    {
        JsonWriter writer(m_out);
        T::fields(value, writer);
    }
    template <class Kind, class Value>
    void write(const QMap<TextId<Kind>, Value> &map)
    {
        JsonWriter writer(m_out);
        writer.entries(map, NoRule {}, NoRule {});
    }
    template <class T>
    void write(const QList<T> &rows)
    {
        m_out += '[';
        for (const T &row : rows) {
            if (&row != &rows.first())
                m_out += ',';
            write(row);
        }
        m_out += ']';
    }

    QByteArray &m_out;
    bool m_isFirst = true;
};

} // namespace chat
