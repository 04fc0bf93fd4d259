#pragma once

#include "common/base/ids.h"
#include "server/core/keyedbuckets.h"

#include <unordered_map>

namespace chat {

/// How long ago people said something in rooms that are slow. Forgotten at a restart.
class SlowMode
{
public:
    /// Nothing, and then the person has had their turn; or how long they have to wait.
    std::optional<std::chrono::milliseconds> take(const RoomId &room, const UserId &user,
                                                  qint64 seconds, Instant now)
    {
        return m_rooms.try_emplace(room, 1.0 / static_cast<double>(seconds), 1)
            .first->second.take(user.text(), 1, now);
    }
    /// It came to nothing.
    void giveBack(const RoomId &room, const UserId &user, Instant now)
    {
        const auto found = m_rooms.find(room);
        if (found != m_rooms.end())
            found->second.giveBack(user.text(), 1, now);
    }
    /// The room has another pace, or none.
    void reset(const RoomId &room) { m_rooms.erase(room); }

private:
    std::unordered_map<RoomId, KeyedBuckets> m_rooms;
};

} // namespace chat
