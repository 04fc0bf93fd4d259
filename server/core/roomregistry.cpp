#include "server/core/roomregistry.h"

#include <algorithm>

namespace chat {

const RoomRecord *RoomRegistry::find(const RoomId &room) const
{
    const auto found = m_rooms.constFind(room);
    return found == m_rooms.constEnd() ? nullptr : &*found;
}

void RoomRegistry::add(const RoomRecord &room)
{
    m_rooms.insert(room.id, room);
}

void RoomRegistry::advance(const RoomId &room, Seq head)
{
    const auto found = m_rooms.find(room);
    if (found != m_rooms.end())
        found->head = std::max(found->head, head);
}

void RoomRegistry::setFirst(const RoomId &room, Seq first)
{
    const auto found = m_rooms.find(room);
    if (found != m_rooms.end())
        found->first = std::max(found->first, first);
}

void RoomRegistry::setSlowMode(const RoomId &room, qint64 seconds)
{
    const auto found = m_rooms.find(room);
    if (found != m_rooms.end())
        found->slowSeconds = seconds;
}

const MemberList *RoomRegistry::members(const RoomId &room) const
{
    const auto found = m_members.find(room);
    return found == m_members.end() ? nullptr : &found->second;
}

qint64 RoomRegistry::memberCount(const RoomId &room) const
{
    const RoomRecord *record = find(room);
    return record ? record->memberCount : 0;
}

void RoomRegistry::setMembers(const RoomId &room, const QList<Member> &members)
{
    MemberList &list = m_members[room];
    for (Member member : members) {
        if (const auto seq = std::exchange(member.readSeq, std::nullopt))
            noteRead(room, member.id, *seq);
        list.put(member);
    }
}

void RoomRegistry::addMember(const RoomId &room, const Member &member)
{
    setMember(room, member);
    const auto record = m_rooms.find(room);
    if (record != m_rooms.end())
        ++record->memberCount;
}

void RoomRegistry::removeMember(const RoomId &room, const UserId &user)
{
    const auto list = m_members.find(room);
    if (list != m_members.end())
        list->second.remove(user);
    const auto readers = m_read.find(room);
    if (readers != m_read.end())
        readers->remove(user);
    const auto record = m_rooms.find(room);
    if (record != m_rooms.end())
        --record->memberCount;
}

void RoomRegistry::setMember(const RoomId &room, const Member &member)
{
    const auto list = m_members.find(room);
    if (list != m_members.end())
        list->second.put(member);
}

std::optional<QList<Member>> RoomRegistry::everyone(const RoomId &room, qsizetype bytes) const
{
    const auto list = m_members.find(room);
    std::optional<QList<Member>> everyone;
    if (list != m_members.end())
        everyone = list->second.everyone(bytes);
    if (!everyone)
        return everyone;
    const bool showsReceipts = m_read.contains(room);
    for (Member &member : *everyone) {
        member.role = m_ranks.shown(room, member.id);
        if (showsReceipts)
            member.readSeq = readSeq(room, member.id);
    }
    return everyone;
}

bool RoomRegistry::noteRead(const RoomId &room, const UserId &user, Seq seq)
{
    const RoomRecord *record = find(room);
    if (!record || !record->showsReceipts)
        return false;
    Seq &readSeq = m_read[room][user];
    if (seq <= readSeq)
        return false;
    readSeq = seq;
    return true;
}

std::optional<Seq> RoomRegistry::readSeq(const RoomId &room, const UserId &user) const
{
    const Seq seq = m_read.value(room).value(user);
    return seq == Seq() ? std::nullopt : std::optional(seq);
}

} // namespace chat
