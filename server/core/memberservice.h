#pragma once

#include "common/protocol/events.h"
#include "server/core/presenceservice.h"
#include "server/core/roomregistry.h"

namespace chat {

/// Who belongs to a room, for those who ask.
class MemberService
{
public:
    MemberService(Directory &directory, RoomRegistry &rooms, PresenceService &presence);

    void list(const Request &request, const ListMembers &event);

    /// Calls `done` when the room's members are known; at once when they are already. An error
    /// leaves them unknown.
    void read(const RoomId &room, Done<void> done);

private:
    void answer(const Request &request, const ListMembers &event);

    Directory &m_directory;
    RoomRegistry &m_rooms;
    PresenceService &m_presence;
};

} // namespace chat
