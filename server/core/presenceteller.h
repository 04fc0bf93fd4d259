#pragma once

#include "common/protocol/events.h"
#include "server/core/deadlines.h"
#include "server/core/hub.h"
#include "server/core/policy.h"
#include "server/core/roomregistry.h"

namespace chat {

/// Tells rooms who comes and goes. Where more than Policy::largeRoom belong to a room nobody is
/// named: it hears how many there are, whatever happens, once in limits::presencePace.
class PresenceTeller
{
public:
    PresenceTeller(const Policy &policy, Deadlines &deadlines, Hub &hub, const RoomRegistry &rooms);

    /// Whether the room is told counts. A room that has become small is so until it was told who
    /// belongs to it.
    bool isCounted(const RoomId &room);
    /// `except` is not told by name.
    void tell(const UserPresence &event, const UserId &except);

private:
    void tellCounts(const RoomId &room);

    const Policy &m_policy;
    Deadlines &m_deadlines;
    Hub &m_hub;
    const RoomRegistry &m_rooms;
    QSet<RoomId> m_counted;
    QHash<RoomId, qint64> m_onlineCounts; // that are to be told
};

} // namespace chat
