#include "server/storage/sqldirectory.h"

#include "common/base/literals.h"
#include "server/core/wiretext.h"
#include "server/storage/sqlmembers.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlvalues.h"

namespace chat {

namespace {

// What is not understood is not shown to everyone.
RoomKind kindFromText(const QString &text)
{
    return fromWireText(text, RoomKind::Private);
}

// What is not understood is kept.
Retention retentionOf(const QVariant &keep, const QVariant &amount)
{
    Retention retention { .keep = fromWireText(keep.toString(), Keep::All), .amount = {} };
    if (!amount.isNull())
        retention.amount = amount.toLongLong();
    return retention;
}

Result<QList<RoomRecord>> readRooms(SqlSession &sql)
{
    auto rows = sql.run("rooms"_L1);
    if (!rows)
        return rows.error();
    QList<RoomRecord> rooms;
    while (rows->next()) {
        rooms.append({ .id = RoomId::fromText(rows->value(0).toString()),
                       .title = rows->value(1).toString(),
                       .topic = rows->value(2).toString(),
                       .kind = kindFromText(rows->value(3).toString()),
                       .epoch = Epoch::fromText(rows->value(4).toString()),
                       .head = Seq::fromNumber(rows->value(5).toLongLong()),
                       .memberCount = rows->value(10).toLongLong(),
                       .retention = retentionOf(rows->value(6), rows->value(7)),
                       .first = Seq::fromNumber(rows->value(8).toLongLong()),
                       .showsReceipts = rows->value(9).toBool(),
                       .slowSeconds = rows->value(11).toLongLong() });
    }
    return rooms;
}

Result<void> insertMember(SqlSession &sql, FreePlaces &places, const RoomId &room,
                          const UserId &user, qint64 nowMs)
{
    if (const auto place = places.take(sql, room.text()); !place)
        return place.error();
    auto inserted = sql.run("insert-member"_L1,
                            { user.text(), nowMs, room.text(), user.text(), limits::roomsJoined });
    if (!inserted)
        return inserted.error();
    return inserted->affected() == 1 ? Result<void>() : hasTooManyRooms();
}

Result<void> insertRoom(SqlSession &sql, FreePlaces &places, const RoomRecord &room,
                        const UserId &creator, qint64 nowMs)
{
    const QVariant amount = room.retention.amount ? QVariant(*room.retention.amount) : QVariant();
    auto inserted = sql.run("insert-room"_L1,
                            { room.id.text(), storedText(room.title), storedText(room.topic),
                              wireText(room.kind), room.epoch.text(), wireText(room.retention.keep),
                              amount, int { room.showsReceipts }, nowMs });
    if (!inserted)
        return inserted.error();
    if (inserted->affected() == 0)
        return Error { .code = ErrorCode::Conflict,
                       .detail = u"room %1 exists"_s.arg(room.id.text()) };
    if (creator.isEmpty())
        return {};
    auto put = sql.run("put-role"_L1,
                       { room.id.text(), creator.text(), wireText(RoomRole::Owner), QVariant() });
    return put ? insertMember(sql, places, room.id, creator, nowMs) : put.error();
}

std::optional<Seq> seqOrNone(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(Seq::fromNumber(value.toLongLong()));
}

Result<QList<Member>> readMembers(SqlSession &sql, const RoomId &room)
{
    auto rows = sql.run("members"_L1, { room.text() });
    if (!rows)
        return rows.error();
    QList<Member> members;
    while (rows->next()) {
        members.append({ .id = UserId::fromText(rows->value(0).toString()),
                         .name = rows->value(1).toString(),
                         .avatar = rows->value(2).toString(),
                         .status = PresenceStatus::Offline,
                         .statusText = {},
                         .readSeq = seqOrNone(rows->value(3)) });
    }
    return members;
}

Result<RoomRole> roleOf(SqlSession &sql, const RoomId &room, const UserId &user, qint64 nowMs)
{
    auto rows = sql.run("role"_L1, { room.text(), user.text(), nowMs });
    if (!rows)
        return rows.error();
    return rows->next() ? fromWireText(rows->value(0).toString(), RoomRole::Member)
                        : RoomRole::Member;
}

/// Whether they have an invitation, which is used up with this.
Result<bool> useInvitation(SqlSession &sql, const RoomId &room, const UserId &user, qint64 nowMs)
{
    {
        auto invited = sql.run("is-invited"_L1, { room.text(), user.text(), nowMs });
        if (!invited)
            return invited.error();
        if (!invited->next())
            return false;
    }
    auto used = sql.run("delete-invitation"_L1, { room.text(), user.text() });
    return used ? Result<bool>(true) : used.error();
}

/// False of a room that they may not even know of.
Result<bool> mayBecomeMember(SqlSession &sql, const RoomId &room, const UserId &user,
                             bool isPrivate, qint64 nowMs)
{
    const auto role = roleOf(sql, room, user, nowMs);
    if (!role)
        return role.error();
    if (*role == RoomRole::Banned)
        return isPrivate ? Result<bool>(false) : bannedHere(room);
    if (!isPrivate || *role >= RoomRole::Moderator)
        return true;
    return useInvitation(sql, room, user, nowMs);
}

Result<RoomEntry> enter(SqlSession &sql, FreePlaces &places, const RoomId &room, const UserId &user,
                        bool wantsMembers, qint64 nowMs)
{
    const Error notFound { .code = ErrorCode::NotFound,
                           .detail = u"room %1 does not exist"_s.arg(room.text()) };
    RoomEntry entry;
    bool isPrivate = true;
    {
        auto found = sql.run("entry"_L1, { user.text(), room.text() });
        if (!found)
            return found.error();
        if (!found->next())
            return notFound;
        entry.isNewMember = found->value(2).isNull();
        isPrivate = kindFromText(found->value(1).toString()) == RoomKind::Private;
        entry.readSeq = Seq::fromNumber(found->value(entry.isNewMember ? 0 : 2).toLongLong());
    }
    if (entry.isNewMember) {
        const auto isWelcome = mayBecomeMember(sql, room, user, isPrivate, nowMs);
        if (!isWelcome)
            return isWelcome.error();
        if (!*isWelcome)
            return notFound;
        if (const auto inserted = insertMember(sql, places, room, user, nowMs); !inserted)
            return inserted.error();
    }
    if (!wantsMembers)
        return entry;
    const auto members = readMembers(sql, room);
    if (!members)
        return members.error();
    entry.members = *members;
    return entry;
}

Result<Seq> mark(SqlSession &sql, const RoomId &room, const UserId &user, Seq seq)
{
    auto marked = sql.run("mark-read"_L1, { seq.number(), room.text(), user.text() });
    if (!marked)
        return marked.error();
    if (!marked->next())
        return Error { .code = ErrorCode::NotAMember, .detail = {} };
    const Seq readSeq = Seq::fromNumber(marked->value(0).toLongLong());
    return readSeq;
}

} // namespace

SqlDirectory::SqlDirectory(SqlWorker &worker, const Clock &clock)
    : m_worker(worker)
    , m_clock(clock)
{
}

qint64 SqlDirectory::nowMs() const
{
    return m_clock.wallTime().time_since_epoch().count();
}

void SqlDirectory::rooms(Done<QList<RoomRecord>> done)
{
    m_worker.submit<QList<RoomRecord>>(SqlWorker::Access::Read, readRooms, std::move(done));
}

void SqlDirectory::memberships(const UserId &user, Done<QHash<RoomId, Seq>> done)
{
    m_worker.submit<QHash<RoomId, Seq>>(
        SqlWorker::Access::Read, [user](SqlSession &sql) { return readMemberships(sql, user); },
        std::move(done));
}

void SqlDirectory::createRoom(const RoomRecord &room, const UserId &creator, Done<void> done)
{
    m_worker.submit<void>(
        SqlWorker::Access::Write,
        [places = m_places, room, creator, now = nowMs()](SqlSession &sql) {
            return insertRoom(sql, *places, room, creator, now);
        },
        std::move(done));
}

void SqlDirectory::enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                             Done<RoomEntry> done)
{
    m_worker.submit<RoomEntry>(
        SqlWorker::Access::Write,
        [places = m_places, room, user, wantsMembers, now = nowMs()](SqlSession &sql) {
            return enter(sql, *places, room, user, wantsMembers, now);
        },
        std::move(done));
}

void SqlDirectory::members(const RoomId &room, Done<QList<Member>> done)
{
    m_worker.submit<QList<Member>>(
        SqlWorker::Access::Read, [room](SqlSession &sql) { return readMembers(sql, room); },
        std::move(done));
}

void SqlDirectory::leaveRoom(const RoomId &room, const UserId &user, Done<bool> done)
{
    m_worker.submit<bool>(
        SqlWorker::Access::Write,
        [room, user](SqlSession &sql) -> Result<bool> {
            auto deleted = sql.run("delete-member"_L1, { room.text(), user.text() });
            if (!deleted)
                return deleted.error();
            return deleted->affected() > 0;
        },
        std::move(done));
}

void SqlDirectory::markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done)
{
    m_worker.submit<Seq>(
        SqlWorker::Access::Write,
        [room, user, seq](SqlSession &sql) { return mark(sql, room, user, seq); }, std::move(done));
}

} // namespace chat
