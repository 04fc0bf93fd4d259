#pragma once

#include "common/protocol/events.h"
#include "server/core/directory.h"
#include "server/core/presenceservice.h"
#include "server/core/roomregistry.h"

namespace chat {

/// Which rooms there are, for those who look at the list of them.
class RoomListService
{
public:
    RoomListService(Directory &directory, const Clock &clock, const Policy &policy,
                    Deadlines &deadlines, const RoomRegistry &rooms, PresenceService &presence);

    /// Answers the list; from then on the connection hears of its changes.
    void list(const Request &request, const ListRooms &event);
    /// The connection has ended.
    void forget(const Session &session) { m_watchers.remove(session.id()); }

    RoomSummary summary(const RoomRecord &room);

    /// A room is new or is not called what it was: everyone hears of it, together with other news.
    void noteNews(const RoomId &room);
    /// People have come or gone. Those who are in the room hear of it there; the others as fast as
    /// Policy::listFramesPerSecond goes, for all of them and all rooms together.
    void notePeople(const RoomId &room);

private:
    void answer(const Request &request, const QHash<RoomId, Seq> &memberships);
    void schedule();
    void push();
    void pushRoom(const RoomId &room, bool isNews);

    Directory &m_directory;
    const Clock &m_clock;
    Deadlines &m_deadlines;
    const RoomRegistry &m_rooms;
    PresenceService &m_presence;
    TokenBucket m_frames;
    QHash<Session::Id, Session *> m_watchers;
    QSet<RoomId> m_news;
    QList<RoomId> m_people; // each room once, the longest waiting first
    QSet<RoomId> m_isWaiting; // the same
    bool m_isScheduled = false;
};

} // namespace chat
