#pragma once

#include "common/protocol/events.h"
#include "server/core/eventlog.h"
#include "server/core/memberservice.h"
#include "server/core/presenceservice.h"
#include "server/core/roomregistry.h"

namespace chat {

/// Takes up rooms where a returning connection had them: what was missed, once and in order, or
/// the word that this is not possible.
class ResumeService
{
public:
    ResumeService(EventLog &log, Hub &hub, RoomRegistry &rooms, PresenceService &presence,
                  MemberService &members);

    /// Answers the request, whose session has been let in, with `memberships` (room and how far
    /// read) just read. `done` is called after that, unless the connection ends before.
    void resume(const Request &request, const Resume &event, const QHash<RoomId, Seq> &memberships,
                std::function<void()> done);

private:
    struct Room
    {
        Position head; // when it was subscribed to: what comes later is held back
        Seq have;
        Seq readSeq;
        std::optional<ResetReason> reset = {};
        QList<Message> missed = {};
    };
    struct Attempt
    {
        Request request;
        std::function<void()> done;
        QMap<RoomId, Room> rooms = {};
        int reads = 0; // asked of the stores, not answered
    };
    using AttemptPtr = std::shared_ptr<Attempt>;

    Room look(const RoomId &id, const Position &position,
              const QHash<RoomId, Seq> &memberships) const;
    ResetReason whyNotIn(const RoomId &id) const;
    void readMembers(const AttemptPtr &attempt, const RoomId &room);
    void readMissed(const AttemptPtr &attempt, const RoomId &room, qsizetype bytes);
    void settle(const AttemptPtr &attempt);
    void finish(Session &session, Attempt &attempt);
    /// With the members if they fit into about `bytes`.
    ResumedRoom describe(const RoomId &id, const Room &room, qsizetype bytes);

    EventLog &m_log;
    Hub &m_hub;
    RoomRegistry &m_rooms;
    PresenceService &m_presence;
    MemberService &m_members;
};

} // namespace chat
