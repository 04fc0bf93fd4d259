#include "server/core/roomlistservice.h"

namespace chat {

namespace {

// A storm of joins becomes one line per room and second in everyone's room list.
constexpr std::chrono::milliseconds pace { 1000 };

} // namespace

RoomListService::RoomListService(Directory &directory, const Clock &clock, const Policy &policy,
                                 Deadlines &deadlines, const RoomRegistry &rooms,
                                 PresenceService &presence)
    : m_directory(directory)
    , m_clock(clock)
    , m_deadlines(deadlines)
    , m_rooms(rooms)
    , m_presence(presence)
    , m_frames(policy.listFramesPerSecond, policy.listFramesPerSecond, clock.now())
{
}

void RoomListService::list(const Request &request, const ListRooms &)
{
    Session &session = *request.session();
    m_watchers.insert(session.id(), &session);
    m_directory.memberships(session.identity().id,
                            [this, request](const Result<QHash<RoomId, Seq>> &memberships) {
                                if (memberships)
                                    answer(request, *memberships);
                                else
                                    request.refuse(memberships.error());
                            });
}

void RoomListService::answer(const Request &request, const QHash<RoomId, Seq> &memberships)
{
    RoomList list;
    for (const RoomRecord &room : m_rooms.all()) {
        const auto readSeq = memberships.constFind(room.id);
        const bool isJoined = readSeq != memberships.constEnd();
        if (room.kind == RoomKind::Private && !isJoined)
            continue;
        RoomSummary row = summary(room);
        row.joined = isJoined;
        if (isJoined)
            row.readSeq = *readSeq;
        list.rooms.append(row);
    }
    request.reply(list);
}

RoomSummary RoomListService::summary(const RoomRecord &room)
{
    return { .roomId = room.id,
             .title = room.title,
             .topic = room.topic,
             .kind = room.kind,
             .epoch = room.epoch,
             .headSeq = room.head,
             .memberCount = room.memberCount,
             .onlineCount = m_presence.onlineCount(room.id),
             .retention = room.retention,
             .joined = {},
             .readSeq = {},
             .showsReceipts = m_presence.showsReceipts(room) ? std::optional(true) : std::nullopt,
             .slowSeconds = room.slowSeconds > 0 ? std::optional(room.slowSeconds) : std::nullopt };
}

void RoomListService::noteNews(const RoomId &room)
{
    m_news.insert(room);
    schedule();
}

void RoomListService::notePeople(const RoomId &room)
{
    if (m_watchers.isEmpty() || m_isWaiting.contains(room))
        return;
    m_isWaiting.insert(room);
    m_people.append(room);
    schedule();
}

void RoomListService::schedule()
{
    if (std::exchange(m_isScheduled, true))
        return;
    m_deadlines.scheduleIn(pace, [this] { push(); });
}

void RoomListService::push()
{
    m_isScheduled = false;
    const auto news = std::exchange(m_news, {});
    for (const RoomId &room : news)
        pushRoom(room, true);
    // News holds the counts too, and goes to everyone who would be told of them.
    m_people.removeIf([&news](const RoomId &room) { return news.contains(room); });
    m_isWaiting.subtract(news);
    const double cost = std::max(1.0, static_cast<double>(m_watchers.size()));
    while (!m_people.isEmpty() && !m_frames.take(cost, m_clock.now())) {
        const RoomId room = m_people.takeFirst();
        m_isWaiting.remove(room);
        pushRoom(room, false);
    }
    if (!m_people.isEmpty())
        schedule();
}

void RoomListService::pushRoom(const RoomId &id, bool isNews)
{
    const RoomRecord *room = m_rooms.find(id);
    if (!room)
        return;
    Frame frame;
    for (Session *session : std::as_const(m_watchers)) {
        const bool isIn = session->rooms.contains(id);
        if (isIn ? !isNews : room->kind != RoomKind::Public)
            continue;
        if (frame.isEmpty())
            frame = Frame::of(RoomUpdated { summary(*room) });
        session->peer().send(frame);
    }
}

} // namespace chat
