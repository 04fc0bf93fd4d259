#pragma once

#include "server/core/bans.h"
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

    /// False when there was nothing to take back.
    bool changeInvitation(const Act &act);
    /// Whether they have an invitation, which is used up with this.
    bool useInvitation(const RoomId &room, const UserId &user, Timestamp now);
    /// Of these rooms with these titles.
    QList<Invitation> invitations(const UserId &user, Timestamp now) const;
    /// False when there was nothing to take back.
    bool changeBan(const Act &act);
    QList<Ban> bans() const { return m_bans.all(); }

    /// Gives the act its seq.
    Act remember(Act act);
    QList<Act> acts(const RoomId &room, Seq before, qint64 limit) const;
    QList<Act> actsOfOperator(qint64 after) const;
    qint64 lastAct() const { return m_acts.size(); }

private:
    QHash<RoomId, QHash<UserId, Ranks::Held>> m_roles;
    QHash<RoomId, QHash<UserId, Act>> m_invitations;
    Bans m_bans;
    QList<Act> m_acts;
};

} // namespace chat
