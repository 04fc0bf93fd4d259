#pragma once

#include "client/core/room.h"
#include "client/model/roomlistmodel.h"

#include <QSet>

#include <map>
#include <memory>

namespace chat {

/// The rooms of a server: the list of all that are known, and a Room for each that is joined.
class RoomStore : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive this object.
    explicit RoomStore(const Clock &clock, QObject *parent = nullptr);
    ~RoomStore() override;

    RoomListModel &list() { return m_list; }
    /// Null unless joined. Lives until roomRemoved().
    Room *find(const RoomId &id) const;
    QList<Room *> rooms() const;
    /// Those that are joined on the current connection.
    QSet<RoomId> liveRooms() const;

    /// The room, made when it was not joined before.
    Room &open(const RoomId &id, const UserId &self);
    void close(const RoomId &id);

    void apply(const RoomList &list);
    void apply(const RoomUpdated &room);
    void apply(const RoomRemoved &room);

Q_SIGNALS:
    /// The server has sent the whole list.
    void listed();
    void roomAdded(chat::Room *room);
    /// `room` is still valid; it is deleted when control returns to the event loop.
    void roomRemoved(chat::Room *room);

private:
    void summarize(const RoomSummary &summary);
    /// The row as it is shown now, or the beginning of one.
    RoomRow rowOf(const RoomId &id) const;
    void refreshRow(const Room &room);

    const Clock &m_clock;
    RoomListModel m_list;
    std::map<RoomId, std::unique_ptr<Room>> m_rooms;
};

} // namespace chat
