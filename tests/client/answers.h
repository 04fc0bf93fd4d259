#pragma once

#include "common/base/literals.h"
#include "common/protocol/roomevents.h"

namespace chat {

// What a server answers about rooms with two people in them, ada and bob.

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
    history.members = { memberOf(u"ada"_s), memberOf(u"bob"_s) };
    history.onlineCount = 2;
    return history;
}

} // namespace chat
