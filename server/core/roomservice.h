#pragma once

#include "common/protocol/events.h"
#include "server/core/directory.h"
#include "server/core/eventlog.h"
#include "server/core/presenceservice.h"
#include "server/core/roomlistservice.h"
#include "server/core/roomregistry.h"
#include "server/core/typingservice.h"

namespace chat {

class Random;

/// Rooms: how they are made, who may enter, and what one meets there.
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

    RoomService(Ports ports, const Policy &policy, Hub &hub, PresenceService &presence,
                TypingService &typing, RoomRegistry &rooms, RoomListService &list, Decided decided);

    // What requests cost, in tokens of the connection's budget; joining a room that does not exist
    // makes it, and costs as much.
    static constexpr int joinCost = 1;
    static constexpr int creationCost = 10;

    void create(const Request &request, const CreateRoom &event);
    void join(const Request &request, const JoinRoom &event);
    void leave(const Request &request, const LeaveRoom &event);

    /// Where the connection's rooms stand, when one of them has moved since it was last told.
    void tellPositions(Session &session) const;

private:
    void make(const RoomRecord &room, const UserId &creator, Done<void> done);
    void enter(const Request &request, const RoomId &room);
    void finishJoin(const Request &request, const RoomId &room, Seq readSeq,
                    const Result<Page> &page);
    void abandonJoin(const Request &request, const RoomId &room, const Error &error);
    void decide(const Request &request, const RoomId &room);

    Ports m_ports;
    const Policy &m_policy;
    Hub &m_hub;
    PresenceService &m_presence;
    TypingService &m_typing;
    RoomRegistry &m_rooms;
    RoomListService &m_list;
    Decided m_decided;
    qsizetype m_making = 0; // asked of the directory, not answered
};

} // namespace chat
