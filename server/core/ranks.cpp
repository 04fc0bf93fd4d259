#include "server/core/ranks.h"

namespace chat {

void Ranks::set(const RoomId &room, const UserId &user, const Held &held)
{
    QHash<UserId, Held> &holders = m_held[room];
    if (held.role == RoomRole::Member)
        holders.remove(user);
    else
        holders.insert(user, held);
    if (holders.isEmpty())
        m_held.remove(room);
}

void Ranks::setStaff(const UserId &user, Role role)
{
    if (role < Role::Moderator)
        m_staff.remove(user);
    else
        m_staff.insert(user, role);
}

Ranks::Held Ranks::held(const RoomId &room, const UserId &user) const
{
    const auto holders = m_held.constFind(room);
    return holders == m_held.constEnd() ? Held {} : holders->value(user);
}

Rank Ranks::rank(const RoomId &room, const UserId &user) const
{
    const auto staff = m_staff.constFind(user);
    if (staff != m_staff.constEnd())
        return *staff == Role::Owner ? Rank::ServerOwner : Rank::ServerModerator;
    return rankOf(held(room, user).role);
}

std::optional<RoomRole> Ranks::shown(const RoomId &room, const UserId &user) const
{
    const RoomRole role = held(room, user).role;
    return role == RoomRole::Member ? std::nullopt : std::optional(role);
}

Rank rankOf(RoomRole role)
{
    switch (role) {
    case RoomRole::Banned:
        return Rank::Banned;
    case RoomRole::Muted:
        return Rank::Muted;
    case RoomRole::Member:
        return Rank::Member;
    case RoomRole::Moderator:
        return Rank::Moderator;
    case RoomRole::Owner:
        return Rank::Owner;
    }
    Q_UNREACHABLE();
}

} // namespace chat
