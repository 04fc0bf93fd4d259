#include "client/core/roomkeeper.h"

#include <QPointer>

namespace chat {

RoomKeeper::RoomKeeper(RoomStore &rooms)
{
    connect(&rooms, &RoomStore::roomAdded, this, &RoomKeeper::watch);
    connect(&rooms, &RoomStore::roomRemoved, this, [this](const Room *room) {
        if (m_store)
            m_store->forgetRoom(room->id());
    });
}

void RoomKeeper::watch(Room *room)
{
    connect(room, &Room::keepWanted, this, [this, room](const QList<Message> &lines) {
        if (m_store)
            m_store->keepRoom(room->kept(), lines);
    });
    connect(room, &Room::keptPageWanted, this,
            [this, room](const SeqRange &range) { bringBack(room, range); });
}

void RoomKeeper::bringBack(Room *room, const SeqRange &range)
{
    if (!m_store) {
        room->keptPageFailed();
        return;
    }
    const auto done = [room = QPointer(room), epoch = room->cursor().epoch(),
                       range](const Result<QList<Message>> &lines) {
        if (!room)
            return;
        if (!lines) {
            room->keptPageFailed();
            return;
        }
        // Fewer than asked for: the stretch holds no more, for example because of a purge.
        const bool isAll = lines->size() < limits::historyPage;
        room->applyKept(epoch, *lines, { isAll ? range.first : lines->first().seq, range.last });
    };
    m_store->lines(room->id(), range, limits::historyPage, done);
}

} // namespace chat
