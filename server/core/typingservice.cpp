#include "server/core/typingservice.h"

namespace chat {

TypingService::TypingService(const Clock &clock, Deadlines &deadlines, Hub &hub,
                             PresenceService &presence)
    : m_clock(clock)
    , m_deadlines(deadlines)
    , m_hub(hub)
    , m_presence(presence)
{
}

void TypingService::typed(const Request &request, const Typing &event)
{
    const Identity &self = request.session()->identity();
    const RoomId room = event.roomId;
    if (m_presence.isCounted(room))
        return;
    const Instant now = m_clock.now();
    const Key key { .room = room, .user = self.id };
    const auto known = m_marks.constFind(key);
    // Repeated for those who have come in since, but not at every key.
    const bool isDue = known == m_marks.constEnd() || now - known->toldAt >= limits::typingEvery;

    Mark &mark = m_marks[key];
    m_deadlines.cancel(mark.expiry);
    mark.expiry = m_deadlines.scheduleIn(limits::typingExpiry,
                                         [this, user = self.id, room] { stop(user, room); });
    if (!isDue)
        return;
    mark.toldAt = now;
    m_hub.publish({ .room = room,
                    .frame = Frame::of(
                        UserTyping { .roomId = room, .userId = self.id, .userName = self.name }),
                    .seq = {},
                    .except = self.id });
}

void TypingService::stop(const UserId &user, const RoomId &room)
{
    const Key key { .room = room, .user = user };
    if (!m_marks.contains(key))
        return;
    m_deadlines.cancel(m_marks.take(key).expiry);
    m_hub.publish({ .room = room,
                    .frame = Frame::of(UserStoppedTyping { .roomId = room, .userId = user }),
                    .seq = {},
                    .except = user });
}

} // namespace chat
