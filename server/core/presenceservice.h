#pragma once

#include "common/protocol/events.h"
#include "server/core/deadlines.h"
#include "server/core/hub.h"
#include "server/core/policy.h"
#include "server/core/presenceteller.h"
#include "server/core/request.h"

#include <QSet>

namespace chat {

/// Who is online, and in which rooms. Counts people, not connections. A person whose last
/// connection ends stays online for limits::offlineGrace, so that a blip is no leave and join.
class PresenceService
{
public:
    /// Called when people have come to a room or gone from it, and when the last one has gone.
    struct Listeners
    {
        std::function<void(const RoomId &)> changed;
        std::function<void(const RoomId &)> emptied;
    };

    PresenceService(const Clock &clock, const Policy &policy, Deadlines &deadlines, Hub &hub,
                    RoomRegistry &rooms, Listeners listeners);

    /// A connection has authenticated. Closes an older one of the same device, and the person's
    /// oldest one when there are more than the policy allows.
    void arrive(Session &session);
    /// A connection has ended.
    void depart(Session &session);

    /// A connection receives a room from now on; the others are told when the person was not there.
    void enter(Session &session, const RoomId &room);
    /// A person has given up their membership: all their connections stop receiving the room.
    void leave(const UserId &user, const RoomId &room);

    /// The same for somebody who was removed, wherever they are.
    void dismiss(const Member &member, const RoomId &room);

    /// What a person may do has changed, or whether they have a password.
    void update(const Identity &identity);

    void setPresence(const Request &request, const SetPresence &event);

    /// The directory's word on who belongs to a room; overruled by what is known of those who are
    /// there, and by what was said of the room since.
    void setMembers(const RoomId &room, const QList<Member> &members);
    /// Everyone who belongs to the room, as they are now; nothing in a room that is told counts,
    /// and where they are not known or are more than about `bytes`.
    std::optional<QList<Member>> everyone(const RoomId &room,
                                          qsizetype bytes = limits::membersBytes);
    /// Whether the room is told how many come and go instead of who.
    bool isCounted(const RoomId &room) { return m_teller.isCounted(room); }
    /// Whether the members are told how far the others have read: where the room was made so, and
    /// while it is not too large for that.
    bool showsReceipts(const RoomRecord &room) { return room.showsReceipts && !isCounted(room.id); }
    /// People who are shown as online in the room.
    qint64 onlineCount(const RoomId &room) const { return m_headcounts.value(room).online; }
    int peopleCount() const { return static_cast<int>(m_people.size()); }
    /// Connections that have authenticated.
    int connectionCount() const { return m_connectionCount; }
    /// The person's live connections, oldest first.
    QList<Session *> sessions(const UserId &user) const;
    /// Of everyone.
    QList<Session *> sessions() const;
    /// What somebody who is here may send.
    TokenBucket &sends(const UserId &user) { return m_people.find(user)->sends; }

private:
    /// One person in one room.
    struct Stay
    {
        FlatSet<Session::Id> sessions;
        Deadlines::Id grace = 0; // running while there are no sessions
    };
    struct Person
    {
        Identity identity;
        PresenceStatus status = PresenceStatus::Online;
        std::optional<QString> statusText = {};
        QList<Session *> sessions = {};
        FlatMap<RoomId, Stay> stays = {};
        TokenBucket sends;
    };

    /// How many people are in a room, and how many of them are shown as online.
    struct Headcount
    {
        int people = 0;
        int online = 0;
    };

    /// What someone who is gone may send when they come back soon.
    struct Spent
    {
        TokenBucket sends;
        Deadlines::Id forget = 0; // when the bucket is full again
    };

    void closeSurplus(const Person &person);
    static void fence(const Person &person, const DeviceId &device);
    void endStay(const UserId &user, const RoomId &room, bool isMember);
    void count(const RoomId &room, int people, int online);
    TokenBucket bucketOf(const UserId &user);
    void forgetIfGone(const UserId &user);
    void tell(const RoomId &room, const Person &person, PresenceChange change,
              bool isMember = true);
    void tellEverywhere(const Person &person);
    Member member(const Person &person) const;

    const Clock &m_clock;
    const Policy &m_policy;
    Deadlines &m_deadlines;
    Hub &m_hub;
    RoomRegistry &m_rooms;
    PresenceTeller m_teller;
    Listeners m_listeners;
    QHash<UserId, Person> m_people;
    QHash<UserId, Spent> m_spent; // of people who are gone
    QHash<RoomId, Headcount> m_headcounts; // of all stays
    int m_connectionCount = 0;
};

} // namespace chat
