#pragma once

#include "common/protocol/events.h"
#include "server/core/deadlines.h"
#include "server/core/hub.h"
#include "server/core/presenceservice.h"
#include "server/core/request.h"

namespace chat {

/// Who is writing where, per person and room. Ends by itself limits::typingExpiry after the last
/// word of it, so that nobody is typing for ever. Rooms that are told counts do not hear of it.
class TypingService
{
public:
    TypingService(const Clock &clock, Deadlines &deadlines, Hub &hub, PresenceService &presence);

    void typed(const Request &request, const Typing &event);
    /// The person has sent their line, or left the room.
    void stop(const UserId &user, const RoomId &room);

private:
    struct Key
    {
        RoomId room;
        UserId user;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.room, key.user);
        }
    };
    struct Mark
    {
        Instant toldAt;
        Deadlines::Id expiry = 0;
    };

    const Clock &m_clock;
    Deadlines &m_deadlines;
    Hub &m_hub;
    PresenceService &m_presence;
    QHash<Key, Mark> m_marks;
};

} // namespace chat
