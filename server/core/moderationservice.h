#pragma once

#include "common/protocol/events.h"
#include "server/core/bans.h"
#include "server/core/moderation.h"
#include "server/core/presenceservice.h"
#include "server/core/ranks.h"
#include "server/core/roomlistservice.h"
#include "server/core/roomregistry.h"
#include "server/core/slowmode.h"
#include "server/core/typingservice.h"

namespace chat {

/// Those who keep order, and what becomes of it for those who are connected.
class ModerationService
{
public:
    struct Ports
    {
        Moderation &store;
        const Clock &clock;
    };
    /// What acts change.
    struct Objects
    {
        Bans &bans;
        SlowMode &slowMode;
        RoomRegistry &rooms;
        RoomListService &list;
        PresenceService &presence;
        TypingService &typing;
    };
    using Answer = std::function<void(const Act &)>;

    ModerationService(Ports ports, Objects objects, Deadlines &deadlines, Hub &hub);

    /// Reads who is what. To be done before anybody is let in.
    void start(Done<void> done);

    Rank rank(const RoomId &room, const UserId &user) const;
    /// Why somebody may not write in a room.
    Error muted(const RoomId &room, const UserId &user) const;

    /// Has what the operator did meanwhile in another process hold for those who are connected.
    void follow();

    /// Has the act done and makes it true for those who are connected; then answers. Or refuses.
    void perform(const Request &request, Act act, Answer answer);

    void kick(const Request &request, const KickMember &event);
    void setRole(const Request &request, const SetRole &event);
    void setSlowMode(const Request &request, const SetSlowMode &event);

    /// Nothing when the asker may do something to this person, who is less than they are, in a room
    /// or, without one, on the whole server.
    std::optional<Error> refusal(const Request &request, const RoomId &room,
                                 const UserId &user) const;

private:
    void apply(const Act &act);
    void applyKick(const Act &act);
    void applyRole(const Act &act);
    void applySlowMode(const Act &act);
    void applyInvitation(const Act &act);
    void applyBan(const Act &act);
    void applyServerRole(const Act &act);
    void applyEndOfSessions(const Act &act);
    void remove(const Act &act, bool isBanned);
    /// The role ends by itself.
    void endAtItsTime(const RoomId &room, const UserId &user, const QString &userName);

    Ports m_ports;
    Objects m_objects;
    RoomRegistry &m_rooms;
    PresenceService &m_presence;
    Deadlines &m_deadlines;
    Hub &m_hub;
    qint64 m_lastAct = 0; // of the operator, that is followed
    bool m_isFollowing = false;
};

} // namespace chat
