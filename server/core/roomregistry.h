#pragma once

#include "server/core/directory.h"
#include "server/core/memberlist.h"
#include "server/core/ranks.h"

#include <QHash>

#include <unordered_map>

namespace chat {

/// The rooms that exist, in memory: a copy of the directory that is never behind what was
/// answered to anyone.
class RoomRegistry
{
public:
    const QHash<RoomId, RoomRecord> &all() const { return m_rooms; }
    /// Null when there is no such room. Valid until the next change.
    const RoomRecord *find(const RoomId &room) const;
    void add(const RoomRecord &room);
    /// The room's history goes on up to `head`, now or already.
    void advance(const RoomId &room, Seq head);
    void setSlowMode(const RoomId &room, qint64 seconds);
    /// What is before `first` is forgotten.
    void setFirst(const RoomId &room, Seq first);

    /// Everyone who belongs to the room; null before they were once read from the directory.
    const MemberList *members(const RoomId &room) const;
    /// How many belong to it, known from the start.
    qint64 memberCount(const RoomId &room) const;
    void setMembers(const RoomId &room, const QList<Member> &members);
    /// One more belongs to the room.
    void addMember(const RoomId &room, const Member &member);
    void removeMember(const RoomId &room, const UserId &user);
    /// Who belongs to the room is now like this.
    void setMember(const RoomId &room, const Member &member);
    /// All of them as they are sent, with their roles, and how far they have read where the room
    /// shows that; nothing when they are not known, or too many for one frame or about `bytes`.
    std::optional<QList<Member>> everyone(const RoomId &room, qsizetype bytes) const;

    /// A member has read the room up to here. Whether that is news, in a room that shows it.
    bool noteRead(const RoomId &room, const UserId &user, Seq seq);
    /// How far a member has read; nothing for one who has not since they joined, or is none.
    std::optional<Seq> readSeq(const RoomId &room, const UserId &user) const;

    /// Who is more or less than a member like others.
    Ranks &ranks() { return m_ranks; }
    const Ranks &ranks() const { return m_ranks; }

private:
    QHash<RoomId, RoomRecord> m_rooms;
    std::unordered_map<RoomId, MemberList> m_members;
    QHash<RoomId, QHash<UserId, Seq>> m_read; // where the room shows it
    Ranks m_ranks;
};

} // namespace chat
