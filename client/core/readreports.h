#pragma once

#include "common/base/clock.h"
#include "common/protocol/messageevents.h"

#include <QHash>
#include <QSet>

namespace chat {

/// How far rooms have been read and the server does not know yet. It is told at once, and then at
/// most every limits::markReadEvery. A value.
class ReadReports
{
public:
    void note(const RoomId &room, Seq seq);
    void forget(const RoomId &room) { m_unsent.remove(room); }
    /// What is to be said now, if it is time; only of `rooms`, the others wait.
    QList<MarkRead> take(const QSet<RoomId> &rooms, Instant now);
    /// When take() next has something to say of `rooms`.
    std::optional<Instant> due(const QSet<RoomId> &rooms) const;

private:
    QHash<RoomId, Seq> m_unsent;
    Instant m_nextAt {};
};

} // namespace chat
