#include "server/storage/memorymoderation.h"

namespace chat {

namespace {

bool isOver(std::optional<Timestamp> until, Timestamp now)
{
    return until && *until <= now;
}

} // namespace

RoomRole MemoryModeration::role(const RoomId &room, const UserId &user, Timestamp now) const
{
    const Ranks::Held held = m_roles.value(room).value(user);
    return isOver(held.until, now) ? RoomRole::Member : held.role;
}

void MemoryModeration::setRole(const RoomId &room, const UserId &user, const Ranks::Held &held)
{
    if (held.role == RoomRole::Member)
        m_roles[room].remove(user);
    else
        m_roles[room].insert(user, held);
}

QList<HeldRole> MemoryModeration::roles(Timestamp now) const
{
    QList<HeldRole> roles;
    for (auto room = m_roles.cbegin(); room != m_roles.cend(); ++room) {
        for (auto held = room->cbegin(); held != room->cend(); ++held) {
            if (!isOver(held->until, now))
                roles.append({ .room = room.key(),
                               .user = held.key(),
                               .userName = {},
                               .role = held->role,
                               .until = held->until });
        }
    }
    return roles;
}

Act MemoryModeration::remember(Act act)
{
    act.seq = m_acts.size() + 1;
    m_acts.append(act);
    return act;
}

} // namespace chat
