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

struct Deed
{
    ModeratorAction action;
    Result<void> (*perform)(SqlSession &sql, Act &act);
};
constexpr std::array deeds {
    Deed { ModeratorAction::Kick, kick },
    Deed { ModeratorAction::SetRole, setRole },
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

} // namespace

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
