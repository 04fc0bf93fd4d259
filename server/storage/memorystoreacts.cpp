// What the store in memory does for those who keep order.

#include "server/core/wiretext.h"
#include "server/storage/memorystore.h"

namespace chat {

void MemoryStore::state(Timestamp now, Done<ModerationState> done)
{
    ModerationState state { .roles = m_moderation.roles(now),
                            .staff = m_people.staff(),
                            .bans = m_moderation.bans(),
                            .lastAct = m_moderation.lastAct() };
    for (HeldRole &held : state.roles)
        held.userName = m_people.find(held.user).name;
    state.bans.removeIf([now](const Ban &ban) { return ban.until && *ban.until <= now; });
    answer<ModerationState>(done, state);
}

void MemoryStore::perform(const Act &act, Done<Act> done)
{
    answer(done, m_writeError ? Result<Act>(*m_writeError) : performed(act));
}

Result<Act> MemoryStore::performed(const Act &act)
{
    Act done = act;
    done.userName = m_people.find(act.user).name;
    done.actorName = m_people.find(act.actor).name;
    const bool isNobody = !act.user.isEmpty() && done.userName.isEmpty();
    if (isNobody || !carryOut(done))
        return nobodyToActOn();
    return m_moderation.remember(done);
}

bool MemoryStore::carryOut(Act &act)
{
    switch (act.action) {
    case ModeratorAction::Kick:
        return kick(act);
    case ModeratorAction::SetRole:
        return setRole(act);
    case ModeratorAction::SetSlowMode:
        if (!m_rooms.contains(act.room))
            return false;
        m_rooms[act.room].record.slowSeconds = act.value.toLongLong();
        return true;
    case ModeratorAction::Invite:
    case ModeratorAction::WithdrawInvitation:
        return m_moderation.changeInvitation(act);
    case ModeratorAction::Ban:
    case ModeratorAction::LiftBan:
        return m_moderation.changeBan(act);
    case ModeratorAction::SetServerRole:
        m_people.setRole(act.user, fromWireText(act.value, Role::Member));
        return true;
    case ModeratorAction::EndSessions:
        return m_people.dismiss(act.user, act.value) > 0;
    }
    Q_UNREACHABLE();
}

bool MemoryStore::kick(Act &act)
{
    act.hasRemoved = m_rooms[act.room].members.remove(act.user) > 0;
    if (act.hasRemoved && m_moderation.role(act.room, act.user, act.at) > RoomRole::Member)
        m_moderation.setRole(act.room, act.user, {});
    return act.hasRemoved;
}

bool MemoryStore::setRole(Act &act)
{
    const RoomRole role = fromWireText(act.value, RoomRole::Member);
    if (role == RoomRole::Banned)
        act.hasRemoved = m_rooms[act.room].members.remove(act.user) > 0;
    m_moderation.setRole(act.room, act.user, { .role = role, .until = act.until });
    return true;
}

void MemoryStore::acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done)
{
    answer<QList<Act>>(done, m_moderation.acts(room, before, limit));
}

void MemoryStore::actsOfOperator(qint64 after, Done<QList<Act>> done)
{
    answer<QList<Act>>(done, m_moderation.actsOfOperator(after));
}

void MemoryStore::invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done)
{
    QList<Invitation> found = m_moderation.invitations(user, now);
    for (Invitation &invitation : found)
        invitation.title = m_rooms.value(invitation.roomId).record.title;
    answer<QList<Invitation>>(done, found);
}

Timestamp MemoryStore::now() const
{
    return m_clock->wallTime();
}

} // namespace chat
