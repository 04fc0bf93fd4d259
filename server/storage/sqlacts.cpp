#include "server/storage/sqlacts.h"

#include "common/base/literals.h"
#include "server/core/wiretext.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlvalues.h"

#include <array>

namespace chat {

namespace {

QVariant optionalMs(std::optional<Timestamp> time)
{
    return time ? QVariant(toMs(*time)) : QVariant();
}

/// Answers how many rows it has changed.
Result<int> change(SqlSession &sql, QLatin1StringView statement, const QVariantList &values)
{
    auto done = sql.run(statement, values);
    if (!done)
        return done.error();
    return done->affected();
}

Result<void> removeMember(SqlSession &sql, Act &act)
{
    const auto removed = change(sql, "delete-member"_L1, { act.room.text(), act.user.text() });
    if (!removed)
        return removed.error();
    act.hasRemoved = *removed > 0;
    return {};
}

Result<void> kick(SqlSession &sql, Act &act)
{
    if (const auto removed = removeMember(sql, act); !removed)
        return removed;
    if (!act.hasRemoved)
        return nobodyToActOn();
    const auto deleted = change(sql, "delete-office"_L1, { act.room.text(), act.user.text() });
    return deleted ? Result<void>() : deleted.error();
}

Result<void> setRole(SqlSession &sql, Act &act)
{
    const RoomRole role = fromWireText(act.value, RoomRole::Member);
    const QString room = act.room.text();
    const QString user = act.user.text();
    const auto put = role == RoomRole::Member
        ? change(sql, "delete-role"_L1, { room, user })
        : change(sql, "put-role"_L1, { room, user, wireText(role), optionalMs(act.until) });
    if (!put)
        return put.error();
    return role == RoomRole::Banned ? removeMember(sql, act) : Result<void>();
}

/// As deeds that one statement does, to something that must be there.
Result<void> changeOne(SqlSession &sql, QLatin1StringView statement, const QVariantList &values)
{
    const auto changed = change(sql, statement, values);
    if (!changed)
        return changed.error();
    return *changed > 0 ? Result<void>() : nobodyToActOn();
}

Result<void> setSlowMode(SqlSession &sql, Act &act)
{
    return changeOne(sql, "set-slow-mode"_L1, { act.value.toLongLong(), act.room.text() });
}

Result<void> invite(SqlSession &sql, Act &act)
{
    return changeOne(sql, "put-invitation"_L1,
                     { act.room.text(), act.user.text(), storedText(act.actor.text()), toMs(act.at),
                       optionalMs(act.until) });
}

Result<void> withdraw(SqlSession &sql, Act &act)
{
    return changeOne(sql, "delete-invitation"_L1, { act.room.text(), act.user.text() });
}

Result<void> ban(SqlSession &sql, Act &act)
{
    const BanKey key = BanKey::fromText(act.value);
    return changeOne(sql, "put-ban"_L1,
                     { wireText(key.kind), key.target, storedText(act.user.text()),
                       storedText(act.actor.text()), storedText(act.reason), toMs(act.at),
                       optionalMs(act.until) });
}

Result<void> liftBan(SqlSession &sql, Act &act)
{
    const BanKey key = BanKey::fromText(act.value);
    return changeOne(sql, "delete-ban"_L1, { wireText(key.kind), key.target });
}

Result<void> setServerRole(SqlSession &sql, Act &act)
{
    return changeOne(sql, "set-role"_L1, { act.value, act.user.text() });
}

Result<void> endSessions(SqlSession &sql, Act &act)
{
    if (act.value.isEmpty())
        return changeOne(sql, "end-all-tokens"_L1, { act.user.text() });
    return changeOne(sql, "end-named-token"_L1, { act.user.text(), act.value });
}

struct Deed
{
    ModeratorAction action;
    Result<void> (*perform)(SqlSession &sql, Act &act);
};
constexpr std::array deeds {
    Deed { ModeratorAction::Kick, kick },
    Deed { ModeratorAction::SetRole, setRole },
    Deed { ModeratorAction::SetSlowMode, setSlowMode },
    Deed { ModeratorAction::Invite, invite },
    Deed { ModeratorAction::WithdrawInvitation, withdraw },
    Deed { ModeratorAction::Ban, ban },
    Deed { ModeratorAction::LiftBan, liftBan },
    Deed { ModeratorAction::SetServerRole, setServerRole },
    Deed { ModeratorAction::EndSessions, endSessions },
};

Result<void> addNames(SqlSession &sql, Act &act)
{
    auto names = sql.run("names-of"_L1, { act.user.text(), act.actor.text() });
    if (!names)
        return names.error();
    if (names->next()) {
        act.userName = names->value(0).toString();
        act.actorName = names->value(1).toString();
    }
    return !act.user.isEmpty() && act.userName.isEmpty() ? nobodyToActOn() : Result<void>();
}

Result<void> remember(SqlSession &sql, Act &act)
{
    {
        auto inserted = sql.run("insert-act"_L1,
                                { toMs(act.at), wireText(act.action), storedText(act.actor.text()),
                                  storedText(act.room.text()), storedText(act.user.text()),
                                  storedText(act.value), storedText(act.reason),
                                  int { act.hasRemoved }, optionalMs(act.until) });
        if (!inserted)
            return inserted.error();
        if (inserted->next())
            act.seq = inserted->value(0).toLongLong();
    }
    const auto purged = change(sql, "purge-acts"_L1, { act.seq - limits::auditEntries });
    return purged ? Result<void>() : purged.error();
}

std::optional<QString> textOrNone(const QVariant &value)
{
    return value.toString().isEmpty() ? std::nullopt : std::optional(value.toString());
}

Result<QList<Act>> actsFrom(Result<SqlRows> rows)
{
    if (!rows)
        return rows.error();
    QList<Act> acts;
    while (rows->next())
        acts.append({ .action = fromWireText(rows->value(2).toString(), ModeratorAction::SetRole),
                      .actor = UserId::fromText(rows->value(3).toString()),
                      .room = RoomId::fromText(rows->value(4).toString()),
                      .user = UserId::fromText(rows->value(5).toString()),
                      .value = rows->value(6).toString(),
                      .reason = rows->value(7).toString(),
                      .at = fromMs(rows->value(1)),
                      .until = fromOptionalMs(rows->value(9)),
                      .seq = rows->value(0).toLongLong(),
                      .hasRemoved = rows->value(8).toBool(),
                      .actorName = rows->value(11).toString(),
                      .userName = rows->value(10).toString() });
    return acts;
}

Result<QList<Ban>> readBans(SqlSession &sql, Timestamp now)
{
    auto rows = sql.run("bans"_L1, { toMs(now) });
    if (!rows)
        return rows.error();
    QList<Ban> bans;
    while (rows->next())
        bans.append({ .kind = fromWireText(rows->value(0).toString(), BanKind::Account),
                      .target = rows->value(1).toString(),
                      .userName = textOrNone(rows->value(5)),
                      .byName = textOrNone(rows->value(6)),
                      .reason = textOrNone(rows->value(2)),
                      .at = fromMs(rows->value(3)),
                      .until = fromOptionalMs(rows->value(4)) });
    return bans;
}

} // namespace

Result<QList<Act>> readActs(SqlSession &sql, const RoomId &room, Seq before, qint64 limit)
{
    return actsFrom(sql.run("acts-of-room"_L1, { room.text(), before.number(), limit }));
}

Result<QList<Act>> readActsOfOperator(SqlSession &sql, qint64 after)
{
    return actsFrom(sql.run("acts-of-operator"_L1, { after, limits::auditPage }));
}

Result<QList<Invitation>> readInvitations(SqlSession &sql, const UserId &user, Timestamp now)
{
    auto rows = sql.run("invitations"_L1, { user.text(), toMs(now), limits::invitationsListed });
    if (!rows)
        return rows.error();
    QList<Invitation> invitations;
    while (rows->next())
        invitations.append({ .roomId = RoomId::fromText(rows->value(0).toString()),
                             .title = rows->value(1).toString(),
                             .byName = textOrNone(rows->value(2)),
                             .until = fromMs(rows->value(3)) });
    return invitations;
}

Result<ModerationState> readModerationState(SqlSession &sql, Timestamp now)
{
    ModerationState state;
    auto roles = sql.run("roles"_L1, { toMs(now) });
    if (!roles)
        return roles.error();
    while (roles->next())
        state.roles.append({ .room = RoomId::fromText(roles->value(0).toString()),
                             .user = UserId::fromText(roles->value(1).toString()),
                             .userName = roles->value(2).toString(),
                             .role = fromWireText(roles->value(3).toString(), RoomRole::Member),
                             .until = fromOptionalMs(roles->value(4)) });
    auto staff = sql.run("staff"_L1);
    if (!staff)
        return staff.error();
    while (staff->next())
        state.staff.insert(UserId::fromText(staff->value(0).toString()),
                           fromWireText(staff->value(1).toString(), Role::Member));
    const auto bans = readBans(sql, now);
    if (!bans)
        return bans.error();
    state.bans = *bans;
    auto last = sql.run("last-act"_L1);
    if (!last)
        return last.error();
    if (last->next())
        state.lastAct = last->value(0).toLongLong();
    return state;
}

Result<Act> performAct(SqlSession &sql, const Act &act)
{
    Act done = act;
    if (const auto named = addNames(sql, done); !named)
        return named.error();
    for (const Deed &deed : deeds) {
        if (deed.action != act.action)
            continue;
        if (const auto performed = deed.perform(sql, done); !performed)
            return performed.error();
        if (const auto remembered = remember(sql, done); !remembered)
            return remembered.error();
        return done;
    }
    Q_UNREACHABLE();
}

} // namespace chat
