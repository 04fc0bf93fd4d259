#pragma once

#include "common/protocol/events.h"
#include "server/core/deadlines.h"
#include "server/core/presenceservice.h"
#include "server/core/roomregistry.h"

namespace chat {

/// How far people have read: told at once to their other connections, and in rooms that show it to
/// the other members.
///
/// Everybody reads what somebody says, and telling everybody of it grows with the square of the
/// members. So a room is told of one reader in limits::receiptPace, with how far they are by then;
/// those who read meanwhile wait for their turn. The first after a silence is told at once.
class ReceiptService
{
public:
    ReceiptService(Directory &directory, Deadlines &deadlines, Hub &hub, PresenceService &presence,
                   RoomRegistry &rooms);

    void markRead(const Request &request, const MarkRead &event);

private:
    void tellOwn(const Request &request, const ReadMarker &marker);
    void enqueue(const RoomId &room, const UserId &reader);
    void tellNext(const RoomId &room);

    Directory &m_directory;
    Deadlines &m_deadlines;
    Hub &m_hub;
    PresenceService &m_presence;
    RoomRegistry &m_rooms;
    /// The readers of which a room is still to be told; it is here as long as it was told of one a
    /// moment ago.
    QHash<RoomId, QList<UserId>> m_untold;
};

} // namespace chat
