#pragma once

#include "server/core/directory.h"

#include <QHash>

#include <optional>

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
    /// What is before `first` is forgotten.
    void setFirst(const RoomId &room, Seq first);

    /// Everyone who belongs to the room; nothing before they were once read from the directory.
    std::optional<QList<Member>> members(const RoomId &room) const;
    void setMembers(const RoomId &room, const QList<Member> &members);
    /// How far they have read stays as it is known.
    void addMember(const RoomId &room, const Member &member, bool isNew);
    void removeMember(const RoomId &room, const UserId &user);

    /// A member has read the room up to here. Whether that is news.
    bool noteRead(const RoomId &room, const UserId &user, Seq seq);
    /// How far a member has read; nothing for one who has not since they joined, or is none.
    std::optional<Seq> readSeq(const RoomId &room, const UserId &user) const;

private:
    QHash<RoomId, RoomRecord> m_rooms;
    QHash<RoomId, QHash<UserId, Member>> m_members;
};

} // namespace chat
