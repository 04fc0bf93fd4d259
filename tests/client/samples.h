#pragma once

#include "common/protocol/events.h"

/// The people, the room and the lines that the client's tests speak of.
namespace chat::samples {

inline const RoomId tea = RoomId::fromText(u"tea"_s);
inline const RoomId general = RoomId::fromText(u"general"_s);
inline const UserId ada = UserId::fromText(u"u-ada"_s);
inline const UserId bob = UserId::fromText(u"u-bob"_s);
inline const Epoch epoch = Epoch::fromText(u"e1"_s);
inline constexpr Timestamp noon { std::chrono::milliseconds { 1767268800000 } }; // 2026-01-01

inline QString nameOf(const UserId &user)
{
    return user.text().mid(2);
}

inline Tag tag(int number)
{
    return Tag::fromText(u"tag-%1"_s.arg(number));
}

/// Written `seq` seconds after noon.
inline Message line(qint64 seq, const UserId &author, const QString &content)
{
    Message message;
    message.id = MessageId::fromText(u"m%1"_s.arg(seq));
    message.seq = Seq::fromNumber(seq);
    message.roomId = tea;
    message.userId = author;
    message.userName = nameOf(author);
    message.content = content;
    message.timestamp = noon + std::chrono::seconds { seq };
    return message;
}

inline Message line(qint64 seq, const UserId &author = bob)
{
    return line(seq, author, u"line %1"_s.arg(seq));
}

inline QList<Message> lines(qint64 first, qint64 last)
{
    QList<Message> all;
    for (qint64 seq = first; seq <= last; ++seq)
        all.append(line(seq));
    return all;
}

inline Message tagged(Message message, const Tag &itsTag)
{
    message.tag = itsTag;
    return message;
}

/// A line that was written here and is not stored.
inline Message unsent(const Tag &itsTag, const QString &content)
{
    Message message = tagged(line(0, ada, content), itsTag);
    message.id = {};
    message.timestamp = noon + std::chrono::hours { 1 };
    return message;
}

inline NewMessage pushed(const Message &message)
{
    return NewMessage { message };
}

inline Member member(const UserId &user, PresenceStatus status = PresenceStatus::Online)
{
    Member row;
    row.id = user;
    row.name = nameOf(user);
    row.status = status;
    return row;
}

inline RoomHistory history(const QList<Message> &messages, const RoomId &room = tea)
{
    RoomHistory history;
    history.roomId = room;
    history.epoch = epoch;
    history.headSeq = messages.isEmpty() ? Seq() : messages.last().seq;
    history.messages = messages;
    history.members = QList { member(ada), member(bob) };
    history.memberCount = 2;
    history.onlineCount = 2;
    return history;
}

/// A page of a log that ends at `head`; not an empty one.
inline HistoryPage page(const QList<Message> &messages, qint64 head)
{
    HistoryPage page;
    page.roomId = tea;
    page.epoch = epoch;
    page.headSeq = Seq::fromNumber(head);
    page.messages = messages;
    page.atStart = messages.first().seq == Seq::fromNumber(1);
    page.atEnd = messages.last().seq == page.headSeq;
    return page;
}

/// A page of a large room's members, everyone here.
inline MemberPage memberPage(const QList<Member> &members, qint64 memberCount, bool isAtEnd = false)
{
    return { .roomId = tea,
             .members = members,
             .memberCount = memberCount,
             .onlineCount = members.size(),
             .atEnd = isAtEnd };
}

/// A history of a large room.
inline RoomHistory largeHistory(qint64 memberCount, qint64 onlineCount)
{
    RoomHistory large = history({});
    large.members.reset();
    large.memberCount = memberCount;
    large.onlineCount = onlineCount;
    return large;
}

inline RoomSummary summary(const RoomId &room, std::optional<bool> isJoined = {})
{
    RoomSummary summary;
    summary.roomId = room;
    summary.epoch = epoch;
    summary.joined = isJoined;
    return summary;
}

inline Welcome welcome()
{
    Welcome welcome;
    welcome.message = u"Hello"_s;
    welcome.server = { .id = u"s1"_s, .name = u"Desk"_s };
    welcome.version = protocolVersion;
    return welcome;
}

inline MessageAccepted accepted(const Message &message, const Tag &itsTag)
{
    return { .roomId = message.roomId,
             .tag = itsTag,
             .seq = message.seq,
             .id = message.id,
             .timestamp = message.timestamp };
}

} // namespace chat::samples
