#pragma once

#include "common/protocol/events.h"
#include "server/core/directory.h"
#include "server/core/eventlog.h"
#include "server/core/presenceservice.h"
#include "server/core/roomregistry.h"
#include "server/core/typingservice.h"

namespace chat {

class Random;

/// Rooms: which there are, who may enter, and what one meets there.
class RoomService
{
public:
    struct Ports
    {
        Directory &directory;
        EventLog &log;
        const Clock &clock;
        Random &random;
    };

    /// Called when a connection has got the answer to a join or a leave.
    using Decided = std::function<void(Session &)>;

    RoomService(Ports ports, const Policy &policy, Deadlines &deadlines, Hub &hub,
                PresenceService &presence, TypingService &typing, RoomRegistry &rooms,
                Decided decided);

    // What requests cost, in tokens of the connection's budget; joining a room that does not exist
    // makes it, and costs as much.
    static constexpr int joinCost = 1;
    static constexpr int creationCost = 10;

    void list(const Request &request, const ListRooms &event);
    void create(const Request &request, const CreateRoom &event);
    void join(const Request &request, const JoinRoom &event);
    void leave(const Request &request, const LeaveRoom &event);

    /// A connection receives the room from now on.
    void arrive(Session &session, const RoomId &room);
    /// The connections that asked for the room list hear of its changes.
    void watch(Session &session, bool isWatching);
    /// Where the connection's rooms stand, when one of them has moved since it was last told.
    void tellPositions(Session &session) const;

private:
    void make(const RoomRecord &room, const UserId &creator, Done<void> done);
    void enter(const Request &request, const RoomId &room);
    void finishJoin(const Request &request, const RoomId &room, Seq readSeq,
                    const Result<Page> &page);
    void abandonJoin(const Request &request, const RoomId &room, const Error &error);
    void decide(const Request &request, const RoomId &room);
    RoomSummary summary(const RoomRecord &room);
    void markChanged(const RoomId &room);
    void pushChanged();

    Ports m_ports;
    const Policy &m_policy;
    Deadlines &m_deadlines;
    Hub &m_hub;
    PresenceService &m_presence;
    TypingService &m_typing;
    RoomRegistry &m_rooms;
    Decided m_decided;
    QHash<Session::Id, Session *> m_watchers;
    qsizetype m_making = 0; // asked of the directory, not answered
    QSet<RoomId> m_changed; // since the last push
};

} // namespace chat
