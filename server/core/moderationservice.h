#pragma once

#include "common/protocol/events.h"
#include "server/core/moderation.h"
#include "server/core/presenceservice.h"
#include "server/core/ranks.h"
#include "server/core/roomregistry.h"
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

    ModerationService(Ports ports, Deadlines &deadlines, Hub &hub, PresenceService &presence,
                      TypingService &typing, RoomRegistry &rooms);

    /// Reads who is what. To be done before anybody is let in.
    void start(Done<void> done);

    Rank rank(const RoomId &room, const UserId &user) const;
    /// Why somebody may not write in a room.
    Error muted(const RoomId &room, const UserId &user) const;

    void kick(const Request &request, const KickMember &event);
    void setRole(const Request &request, const SetRole &event);

private:
    using Answer = std::function<void(const Act &)>;

    /// Nothing when the asker may do something to this person, who is less than they are.
    std::optional<Error> refusal(const Request &request, const RoomId &room,
                                 const UserId &user) const;
    /// Has the act done and makes it true for those who are connected; then answers.
    void perform(const Request &request, Act act, Answer answer);
    void apply(const Act &act);
    void applyKick(const Act &act);
    void applyRole(const Act &act);
    void remove(const Act &act, bool isBanned);
    /// The role ends by itself.
    void endAtItsTime(const RoomId &room, const UserId &user, const QString &userName);

    Ports m_ports;
    Deadlines &m_deadlines;
    Hub &m_hub;
    PresenceService &m_presence;
    TypingService &m_typing;
    RoomRegistry &m_rooms;
};

} // namespace chat
