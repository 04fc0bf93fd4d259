#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

#include <compare>

namespace chat {

class Clock;
class Random;

/// A text that names one thing of one kind. Kinds do not convert into each other.
template <class Kind>
class TextId
{
public:
    TextId() = default;
    static TextId fromText(QString text)
    {
        TextId id;
        id.m_text = std::move(text);
        return id;
    }

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const TextId &, const TextId &) = default;
    friend bool operator<(const TextId &a, const TextId &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const TextId &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using RoomId = TextId<struct RoomIdKind>;
using UserId = TextId<struct UserIdKind>;
using MessageId = TextId<struct MessageIdKind>;
/// The sender's own id of a send: it finds the local echo, and makes a repeated send the same send.
using Tag = TextId<struct TagKind>;
/// Identity of a room's history. A position in another epoch says nothing about this one.
using Epoch = TextId<struct EpochKind>;
/// One installation of a client, stable across its runs.
using DeviceId = TextId<struct DeviceIdKind>;

/// Position in a room's history: 1, 2, 3, ... without holes; 0 is "before the first".
class Seq
{
public:
    constexpr Seq() = default;
    static constexpr Seq fromNumber(qint64 number)
    {
        Seq seq;
        seq.m_number = number;
        return seq;
    }

    constexpr qint64 number() const { return m_number; }
    constexpr Seq next() const { return fromNumber(m_number + 1); }

    friend constexpr auto operator<=>(const Seq &, const Seq &) = default;

private:
    qint64 m_number = 0;
};

/// A UUID of version 7 (RFC 9562, 5.7) in its usual text form: unique without coordination, and
/// sorted by the time of its making.
QString newUuid7(const Clock &clock, Random &random);

/// `bytes` random bytes as lower-case hexadecimal text.
QString newRandomHex(Random &random, int bytes);

/// What makes a guest the same person again: limits::tokenBytes random bytes as newRandomHex.
QString newToken(Random &random);
/// Whether `text` has the form of one.
bool isToken(QStringView text);

} // namespace chat

template <class Kind>
struct std::hash<chat::TextId<Kind>>
{
    std::size_t operator()(const chat::TextId<Kind> &id) const noexcept { return qHash(id); }
};

Q_DECLARE_METATYPE(chat::RoomId)
Q_DECLARE_METATYPE(chat::UserId)
Q_DECLARE_METATYPE(chat::Seq)
