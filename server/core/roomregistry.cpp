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

std::optional<QList<Member>> RoomRegistry::members(const RoomId &room) const
{
    const auto found = m_members.constFind(room);
    if (found == m_members.constEnd())
        return std::nullopt;
    return found->values();
}

void RoomRegistry::setMembers(const RoomId &room, const QList<Member> &members)
{
    QHash<UserId, Member> byId;
    byId.reserve(members.size());
    for (const Member &member : members)
        byId.insert(member.id, member);
    m_members.insert(room, byId);
}

void RoomRegistry::addMember(const RoomId &room, const Member &member, bool isNew)
{
    const auto members = m_members.find(room);
    if (members != m_members.end()) {
        Member &row = (*members)[member.id];
        const std::optional<Seq> readSeq = row.readSeq;
        row = member;
        row.readSeq = readSeq;
    }
    const auto record = m_rooms.find(room);
    if (isNew && record != m_rooms.end())
        ++record->memberCount;
}

void RoomRegistry::removeMember(const RoomId &room, const UserId &user)
{
    const auto members = m_members.find(room);
    if (members != m_members.end())
        members->remove(user);
    const auto record = m_rooms.find(room);
    if (record != m_rooms.end())
        --record->memberCount;
}

bool RoomRegistry::noteRead(const RoomId &room, const UserId &user, Seq seq)
{
    const auto members = m_members.find(room);
    if (members == m_members.end() || !members->contains(user))
        return false;
    std::optional<Seq> &readSeq = (*members)[user].readSeq;
    if (seq <= readSeq.value_or(Seq()))
        return false;
    readSeq = seq;
    return true;
}

std::optional<Seq> RoomRegistry::readSeq(const RoomId &room, const UserId &user) const
{
    return m_members.value(room).value(user).readSeq;
}

} // namespace chat
