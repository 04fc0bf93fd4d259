#pragma once

#include "common/base/literals.h"
#include "common/protocol/roomevents.h"

namespace chat {

/// A line for tests: said by "ada" or whoever, one minute after the line before it. Times are
/// minutes of 2026-01-01T08:00Z, so that no zone of the world puts two of a few into two days.
inline Message lineOf(qint64 seq, const QString &author, const QString &content)
{
    const std::chrono::milliseconds minute { 60'000 };
    Message message;
    message.id = MessageId::fromText(u"m%1"_s.arg(seq));
    message.seq = Seq::fromNumber(seq);
    message.roomId = RoomId::fromText(u"tea"_s);
    message.userId = UserId::fromText(author);
    message.userName = author;
    message.content = content;
    message.timestamp = Timestamp { std::chrono::milliseconds { 1767254400000 } } + seq * minute;
    return message;
}

/// Lines `first` to `last` by three people in turn, some of them long.
inline QList<Message> linesOf(qint64 first, qint64 last)
{
    const QStringList people { u"ada"_s, u"bob"_s, u"cleo"_s };
    QList<Message> lines;
    for (qint64 seq = first; seq <= last; ++seq)
        lines << lineOf(seq, people.at(seq / 2 % 3),
                        u"line %1 "_s.arg(seq) + u"and more words "_s.repeated(int(seq * 7 % 23)));
    return lines;
}

inline RoomSummary summaryOf(const RoomId &room)
{
    RoomSummary summary;
    summary.roomId = room;
    summary.epoch = Epoch::fromText(u"e1"_s);
    summary.memberCount = 2;
    summary.onlineCount = 2;
    summary.joined = true;
    return summary;
}

inline Member memberOf(const QString &name)
{
    Member member;
    member.id = UserId::fromText(name);
    member.name = name;
    member.status = PresenceStatus::Online;
    return member;
}

inline RoomHistory historyOf(const RoomId &room, const QList<Message> &messages)
{
    RoomHistory history;
    history.roomId = room;
    history.epoch = Epoch::fromText(u"e1"_s);
    history.headSeq = messages.isEmpty() ? Seq() : messages.last().seq;
    history.messages = messages;
    for (Message &message : history.messages)
        message.roomId = room;
    history.members = QList { memberOf(u"ada"_s), memberOf(u"bob"_s) };
    history.memberCount = 2;
    history.onlineCount = 2;
    return history;
}

} // namespace chat
