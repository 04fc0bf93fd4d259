#include "client/core/roomstore.h"

#include <algorithm>

namespace chat {

RoomStore::RoomStore(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

RoomStore::~RoomStore() = default;

Room *RoomStore::find(const RoomId &id) const
{
    const auto found = m_rooms.find(id);
    return found == m_rooms.end() ? nullptr : found->second.get();
}

QList<Room *> RoomStore::rooms() const
{
    QList<Room *> all;
    for (const auto &[id, room] : m_rooms)
        all.append(room.get());
    return all;
}

QSet<RoomId> RoomStore::liveRooms() const
{
    QSet<RoomId> live;
    for (const auto &[id, room] : m_rooms) {
        if (room->isLive())
            live.insert(id);
    }
    return live;
}

Room &RoomStore::open(const RoomId &id, const UserId &self)
{
    if (Room *const known = find(id))
        return *known;
    Room &room = *m_rooms.emplace(id, std::make_unique<Room>(id, self, m_clock)).first->second;
    connect(&room, &Room::changed, this, [this, &room] { refreshRow(room); });
    refreshRow(room);
    Q_EMIT roomAdded(&room);
    return room;
}

void RoomStore::close(const RoomId &id)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    // Its own signal may be what led here.
    Room *const room = found->second.release();
    m_rooms.erase(found);
    room->disconnect(this);
    room->setParent(this);
    RoomRow row = rowOf(id);
    row.isJoined = false;
    row.unread = 0;
    m_list.upsert(row);
    Q_EMIT roomRemoved(room);
    room->deleteLater();
}

void RoomStore::apply(const RoomList &list)
{
    QSet<RoomId> gone;
    for (int row = 0; row < m_list.rowCount(); ++row) {
        const QVariant id = m_list.data(m_list.index(row), RoomListModel::RoomIdRole);
        gone.insert(RoomId::fromText(id.toString()));
    }
    for (const RoomSummary &summary : list.rooms) {
        gone.remove(summary.roomId);
        summarize(summary);
    }
    for (const RoomId &id : std::as_const(gone)) {
        if (!find(id))
            m_list.remove(id);
    }
    Q_EMIT listed();
}

void RoomStore::apply(const RoomUpdated &room)
{
    summarize(room);
}

void RoomStore::apply(const RoomRemoved &room)
{
    close(room.roomId);
    m_list.remove(room.roomId);
}

void RoomStore::summarize(const RoomSummary &summary)
{
    Room *const room = find(summary.roomId);
    RoomRow row = rowOf(summary.roomId);
    row.title = summary.title.isEmpty() ? summary.roomId.text() : summary.title;
    row.topic = summary.topic;
    row.memberCount = summary.memberCount;
    row.onlineCount = summary.onlineCount;
    row.isJoined = room || summary.joined.value_or(row.isJoined);
    if (!room && row.isJoined && summary.readSeq) {
        const qint64 unread = summary.headSeq.number() - summary.readSeq->number();
        row.unread = int(std::clamp<qint64>(unread, 0, std::numeric_limits<int>::max()));
    }
    m_list.upsert(row);
    if (room)
        room->setSummary(summary);
}

RoomRow RoomStore::rowOf(const RoomId &id) const
{
    const RoomRow *const known = m_list.find(id);
    return known ? *known : RoomRow { .id = id, .title = id.text() };
}

void RoomStore::refreshRow(const Room &room)
{
    RoomRow row = rowOf(room.id());
    row.title = room.title();
    row.topic = room.topic();
    row.isJoined = true;
    row.unread = room.unread();
    if (room.isLive()) {
        row.memberCount = room.memberCount();
        row.onlineCount = room.onlineCount();
    }
    if (const int lines = room.timeline().rowCount(); lines > 0) {
        const Message &last = room.timeline().row(lines - 1).message;
        row.lastAuthor = last.userName;
        row.lastLine = last.content;
        row.lastActivity = last.timestamp;
    }
    m_list.upsert(row);
}

} // namespace chat
