#include "server/core/presenceteller.h"

namespace chat {

PresenceTeller::PresenceTeller(const Policy &policy, Deadlines &deadlines, Hub &hub,
                               const RoomRegistry &rooms)
    : m_policy(policy)
    , m_deadlines(deadlines)
    , m_hub(hub)
    , m_rooms(rooms)
{
}

bool PresenceTeller::isCounted(const RoomId &room)
{
    if (m_rooms.memberCount(room) > m_policy.largeRoom)
        m_counted.insert(room);
    return m_counted.contains(room);
}

void PresenceTeller::tell(const UserPresence &event, const UserId &except)
{
    if (!isCounted(event.roomId)) {
        m_hub.publish(
            { .room = event.roomId, .frame = Frame::of(event), .seq = {}, .except = except });
        return;
    }
    if (!m_onlineCounts.contains(event.roomId))
        m_deadlines.scheduleIn(limits::presencePace,
                               [this, room = event.roomId] { tellCounts(room); });
    m_onlineCounts.insert(event.roomId, event.onlineCount);
}

void PresenceTeller::tellCounts(const RoomId &room)
{
    RoomPresence event { .roomId = room,
                         .memberCount = m_rooms.memberCount(room),
                         .onlineCount = m_onlineCounts.take(room),
                         .members = {},
                         .showsReceipts = {} };
    const RoomRecord *record = m_rooms.find(room);
    if (record && record->memberCount <= m_policy.largeRoom) {
        m_counted.remove(room);
        event.members = m_rooms.everyone(room, limits::membersBytes);
        if (record->showsReceipts)
            event.showsReceipts = true;
    }
    m_hub.publish({ .room = room, .frame = Frame::of(event), .seq = {}, .except = {} });
}

} // namespace chat
