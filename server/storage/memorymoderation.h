#pragma once

#include "server/core/moderation.h"
#include "server/core/ranks.h"

namespace chat {

/// Roles, and what was done to keep order, in memory.
class MemoryModeration
{
public:
    /// What somebody is in a room at this time.
    RoomRole role(const RoomId &room, const UserId &user, Timestamp now) const;
    void setRole(const RoomId &room, const UserId &user, const Ranks::Held &held);
    QList<HeldRole> roles(Timestamp now) const;

    /// Gives the act its seq.
    Act remember(Act act);

private:
    QHash<RoomId, QHash<UserId, Ranks::Held>> m_roles;
    QList<Act> m_acts;
};

} // namespace chat
