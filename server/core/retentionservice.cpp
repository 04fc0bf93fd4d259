#include "server/core/retentionservice.h"

#include "common/base/logging.h"

namespace chat {

RetentionService::RetentionService(EventLog &log, const Clock &clock, Deadlines &deadlines,
                                   RoomRegistry &rooms)
    : m_log(log)
    , m_clock(clock)
    , m_deadlines(deadlines)
    , m_rooms(rooms)
{
}

void RetentionService::start()
{
    for (const RoomRecord &room : m_rooms.all())
        emptied(room.id);
    sweep();
}

void RetentionService::grew(const RoomId &id)
{
    const RoomRecord *room = m_rooms.find(id);
    if (!room)
        return;
    if (room->retention.keep == Keep::Last)
        keepLast(*room, room->retention.amount.value_or(1));
    else if (room->retention.keep == Keep::None)
        keepLast(*room, limits::ephemeralMessages);
    else if (room->retention.keep == Keep::Days && m_nextSweep == 0)
        m_nextSweep = m_deadlines.scheduleIn(limits::purgeEvery, [this] { sweep(); });
}

void RetentionService::emptied(const RoomId &id)
{
    const RoomRecord *room = m_rooms.find(id);
    if (room && room->retention.keep == Keep::None && room->first <= room->head)
        purge({ .room = id, .before = room->head.next() });
}

// Only days go by without anyone's doing.
void RetentionService::sweep()
{
    m_nextSweep = 0;
    for (const RoomRecord &room : m_rooms.all()) {
        if (room.retention.keep != Keep::Days || room.first > room.head)
            continue;
        keepDays(room, room.retention.amount.value_or(1));
        if (m_nextSweep == 0)
            m_nextSweep = m_deadlines.scheduleIn(limits::purgeEvery, [this] { sweep(); });
    }
}

void RetentionService::keepLast(const RoomRecord &room, qint64 count)
{
    // A tenth at a time, not a transaction for each message.
    const qint64 kept = room.head.number() - room.first.number() + 1;
    if (kept > count + count / 10)
        purge({ .room = room.id, .before = Seq::fromNumber(room.head.number() - count + 1) });
}

void RetentionService::keepDays(const RoomRecord &room, qint64 days)
{
    purge({ .room = room.id, .olderThan = m_clock.wallTime() - std::chrono::days(days) });
}

void RetentionService::purge(const Purge &wish)
{
    Purge purge = wish;
    purge.now = m_clock.wallTime();
    m_log.purge(purge, [this, room = purge.room](const Result<Seq> &first) {
        // A store that can not now will be asked again.
        if (first)
            m_rooms.setFirst(room, *first);
        else
            qCWarning(lcCore, "room %s keeps more than it should: %s", qPrintable(room.text()),
                      qPrintable(first.error().toText()));
    });
}

std::optional<Error> flawOf(const Retention &retention)
{
    const bool wantsAmount = retention.keep == Keep::Last || retention.keep == Keep::Days;
    if (wantsAmount == retention.amount.has_value())
        return std::nullopt;
    return Error { .code = ErrorCode::InvalidMessage,
                   .detail = wantsAmount ? u"retention.amount is missing"_s
                                         : u"retention.amount is for last and days only"_s };
}

} // namespace chat
