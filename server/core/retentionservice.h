#pragma once

#include "server/core/deadlines.h"
#include "server/core/eventlog.h"
#include "server/core/roomregistry.h"

namespace chat {

/// Makes rooms forget what they are not to keep.
class RetentionService
{
public:
    RetentionService(EventLog &log, const Clock &clock, Deadlines &deadlines, RoomRegistry &rooms);

    /// To be called once, when the rooms are known: nobody is in any of them.
    void start();
    /// A message was stored in the room.
    void grew(const RoomId &room);
    /// Nobody is in the room any more.
    void emptied(const RoomId &room);

private:
    void sweep();
    void keepLast(const RoomRecord &room, qint64 count);
    void keepDays(const RoomRecord &room, qint64 days);
    void purge(const Purge &purge);

    EventLog &m_log;
    const Clock &m_clock;
    Deadlines &m_deadlines;
    RoomRegistry &m_rooms;
    Deadlines::Id m_nextSweep = 0; // 0 while there is nothing that gets old
};

/// What is wrong with a wish for retention, if anything.
std::optional<Error> flawOf(const Retention &retention);

} // namespace chat
