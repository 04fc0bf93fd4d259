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

bool MemoryModeration::changeInvitation(const Act &act)
{
    QHash<UserId, Act> &invited = m_invitations[act.room];
    if (act.action == ModeratorAction::WithdrawInvitation)
        return invited.remove(act.user) > 0;
    invited.insert(act.user, act);
    return true;
}

bool MemoryModeration::useInvitation(const RoomId &room, const UserId &user, Timestamp now)
{
    const Act invitation = m_invitations.value(room).value(user);
    if (!invitation.until || isOver(invitation.until, now))
        return false;
    m_invitations[room].remove(user);
    return true;
}

QList<Invitation> MemoryModeration::invitations(const UserId &user, Timestamp now) const
{
    QList<Invitation> found;
    for (auto room = m_invitations.cbegin(); room != m_invitations.cend(); ++room) {
        const Act act = room->value(user);
        if (act.until && !isOver(act.until, now))
            found.append(
                { .roomId = room.key(),
                  .title = {},
                  .byName = act.actorName.isEmpty() ? std::nullopt : std::optional(act.actorName),
                  .until = *act.until });
    }
    return found;
}

bool MemoryModeration::changeBan(const Act &act)
{
    const BanKey key = BanKey::fromText(act.value);
    const auto text = [](const QString &value) {
        return value.isEmpty() ? std::nullopt : std::optional(value);
    };
    const qsizetype before = m_bans.all().size();
    m_bans.remove(key.kind, key.target);
    if (act.action == ModeratorAction::LiftBan)
        return m_bans.all().size() < before;
    m_bans.put({ .kind = key.kind,
                 .target = key.target,
                 .userName = text(act.userName),
                 .byName = text(act.actorName),
                 .reason = text(act.reason),
                 .at = act.at,
                 .until = act.until });
    return true;
}

QList<Act> MemoryModeration::acts(const RoomId &room, Seq before, qint64 limit) const
{
    QList<Act> found;
    for (auto act = m_acts.crbegin(); act != m_acts.crend() && found.size() < limit; ++act) {
        if (act->room == room && act->seq < before.number())
            found.append(*act);
    }
    return found;
}

QList<Act> MemoryModeration::actsOfOperator(qint64 after) const
{
    QList<Act> found;
    for (const Act &act : m_acts) {
        if (act.seq > after && act.actor.isEmpty())
            found.append(act);
    }
    return found;
}

Act MemoryModeration::remember(Act act)
{
    act.seq = m_acts.size() + 1;
    m_acts.append(act);
    return act;
}

} // namespace chat
