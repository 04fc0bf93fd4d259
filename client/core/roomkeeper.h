#pragma once

#include "client/core/roomstore.h"
#include "client/store/clientstore.h"

namespace chat {

/// Keeps what the rooms learn, and brings back what they want of it.
class RoomKeeper : public QObject
{
    Q_OBJECT

public:
    /// `rooms` must outlive this object.
    explicit RoomKeeper(RoomStore &rooms);

    /// Null keeps nothing. Outlives this object or is taken away.
    void useStore(ClientStore *store) { m_store = store; }

private:
    void watch(Room *room);
    void bringBack(Room *room, const SeqRange &range);

    ClientStore *m_store = nullptr;
};

} // namespace chat
