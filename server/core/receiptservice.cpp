#include "server/core/receiptservice.h"

namespace chat {

ReceiptService::ReceiptService(Directory &directory, Deadlines &deadlines, Hub &hub,
                               PresenceService &presence, RoomRegistry &rooms)
    : m_directory(directory)
    , m_deadlines(deadlines)
    , m_hub(hub)
    , m_presence(presence)
    , m_rooms(rooms)
{
}

void ReceiptService::markRead(const Request &request, const MarkRead &event)
{
    const UserId user = request.session()->identity().id;
    m_directory.markRead(
        event.roomId, user, event.seq, [this, request, user, event](const Result<Seq> &marked) {
            if (!marked) {
                request.refuse(marked.error());
                return;
            }
            tellOwn(request, { .roomId = event.roomId, .userId = user, .seq = *marked });
            // A marker that was further already may be where they joined: nothing was read there.
            if (event.seq >= *marked && m_rooms.noteRead(event.roomId, user, *marked))
                enqueue(event.roomId, user);
        });
}

void ReceiptService::tellOwn(const Request &request, const ReadMarker &marker)
{
    const Frame frame = Frame::of(marker);
    const auto connections = m_presence.sessions(marker.userId);
    for (Session *session : connections) {
        if (session != request.session())
            session->peer().send(frame);
    }
}

void ReceiptService::enqueue(const RoomId &id, const UserId &reader)
{
    const RoomRecord *room = m_rooms.find(id);
    if (!room || !m_presence.showsReceipts(*room))
        return;
    const bool isSilent = !m_untold.contains(id);
    QList<UserId> &untold = m_untold[id];
    if (!untold.contains(reader))
        untold.append(reader);
    if (isSilent)
        tellNext(id);
}

void ReceiptService::tellNext(const RoomId &room)
{
    QList<UserId> &untold = m_untold[room];
    if (untold.isEmpty()) {
        m_untold.remove(room);
        return;
    }
    const UserId reader = untold.takeFirst();
    // Who has left since then is of no interest.
    if (const auto seq = m_rooms.readSeq(room, reader)) {
        const ReadMarker marker { .roomId = room, .userId = reader, .seq = *seq };
        m_hub.publish({ .room = room, .frame = Frame::of(marker), .seq = {}, .except = reader });
    }
    m_deadlines.scheduleIn(limits::receiptPace, [this, room] { tellNext(room); });
}

} // namespace chat
