#include "server/core/presenceservice.h"

namespace chat {

namespace {

Member absent(Member member)
{
    member.status = PresenceStatus::Offline;
    member.statusText.reset();
    return member;
}

} // namespace

PresenceService::PresenceService(const Clock &clock, const Policy &policy, Deadlines &deadlines,
                                 Hub &hub, RoomRegistry &rooms, Listeners listeners)
    : m_clock(clock)
    , m_policy(policy)
    , m_deadlines(deadlines)
    , m_hub(hub)
    , m_rooms(rooms)
    , m_teller(policy, deadlines, hub, rooms)
    , m_listeners(std::move(listeners))
{
}

void PresenceService::arrive(Session &session)
{
    ++m_connectionCount;
    const Identity &identity = session.identity();
    auto person = m_people.find(identity.id);
    if (person == m_people.end()) {
        person = m_people.insert(identity.id,
                                 Person { .identity = identity, .sends = bucketOf(identity.id) });
    }
    const bool isRenamed =
        person->identity.name != identity.name || person->identity.avatar != identity.avatar;
    person->identity = identity;
    fence(*person, session.device);
    person->sessions.append(&session);
    closeSurplus(*person);
    if (isRenamed)
        tellEverywhere(*person);
}

// A connection that the device has given up may look alive from here for half a minute.
void PresenceService::fence(const Person &person, const DeviceId &device)
{
    if (device.isEmpty())
        return;
    for (Session *session : person.sessions) {
        if (session->device == device)
            session->peer().close(CloseCode::Superseded, u"a newer connection of this device"_s);
    }
}

// Those that are closing already are still among the sessions.
void PresenceService::closeSurplus(const Person &person)
{
    QList<Session *> open = person.sessions;
    open.removeIf([](Session *session) {
        return session->peer().transport().state() != Transport::State::Open;
    });
    for (qsizetype i = 0; i < open.size() - m_policy.connectionsPerUser; ++i)
        open.at(i)->peer().close(CloseCode::Superseded, u"too many connections of this person"_s);
}

void PresenceService::depart(Session &session)
{
    --m_connectionCount;
    const UserId user = session.identity().id;
    Person &person = *m_people.find(user);
    person.sessions.removeOne(&session);
    const auto rooms = session.rooms + session.joining;
    for (const RoomId &room : rooms) {
        m_hub.unsubscribe(session, room);
        const auto stay = person.stays.find(room);
        // A connection that ended while it was joining has no stay yet.
        if (stay == person.stays.end() || !stay->value.sessions.remove(session.id())
            || !stay->value.sessions.isEmpty())
            continue;
        stay->value.grace = m_deadlines.scheduleIn(
            limits::offlineGrace, [this, user, room] { endStay(user, room, true); });
    }
    forgetIfGone(user);
}

void PresenceService::enter(Session &session, const RoomId &room)
{
    Person &person = *m_people.find(session.identity().id);
    const bool wasThere = person.stays.contains(room);
    Stay &stay = person.stays[room];
    m_deadlines.cancel(std::exchange(stay.grace, 0));
    stay.sessions.insert(session.id());
    if (wasThere)
        return;
    const bool isShown = person.status != PresenceStatus::Offline;
    count(room, 1, isShown ? 1 : 0);
    m_rooms.setMember(room, member(person));
    if (isShown)
        tell(room, person, PresenceChange::Joined);
}

void PresenceService::count(const RoomId &room, int people, int online)
{
    Headcount &headcount = m_headcounts[room];
    headcount.people += people;
    headcount.online += online;
    m_listeners.changed(room);
}

void PresenceService::leave(const UserId &user, const RoomId &room)
{
    // Their other devices must learn of it before they stop receiving the room.
    endStay(user, room, false);
    const auto connections = sessions(user);
    for (Session *session : connections) {
        m_hub.unsubscribe(*session, room);
        // The directory has been asked to let this one in again, after the leave.
        if (session->entering.contains(room))
            m_hub.subscribe(*session, room);
    }
}

void PresenceService::dismiss(const Member &member, const RoomId &room)
{
    const auto person = m_people.constFind(member.id);
    const bool isThere = person != m_people.constEnd() && person->stays.contains(room);
    leave(member.id, room);
    if (isThere)
        return;
    m_teller.tell({ .roomId = room,
                    .type = PresenceChange::Left,
                    .user = absent(member),
                    .onlineCount = onlineCount(room),
                    .isMember = false },
                  UserId());
}

void PresenceService::endStay(const UserId &user, const RoomId &room, bool isMember)
{
    const auto person = m_people.find(user);
    if (person == m_people.end() || !person->stays.contains(room))
        return;
    m_deadlines.cancel(person->stays.take(room).grace);
    count(room, -1, person->status == PresenceStatus::Offline ? 0 : -1);
    if (m_headcounts.value(room).people == 0) {
        m_headcounts.remove(room);
        m_listeners.emptied(room);
    }
    if (isMember)
        m_rooms.setMember(room, absent(member(*person)));
    tell(room, *person, PresenceChange::Left, isMember);
    forgetIfGone(user);
}

void PresenceService::forgetIfGone(const UserId &user)
{
    const auto person = m_people.constFind(user);
    if (person == m_people.constEnd() || !person->sessions.isEmpty() || !person->stays.isEmpty())
        return;
    // Or a person would send without end by leaving and coming back.
    const std::chrono::duration<double> refill { m_policy.sendsBurst / m_policy.sendsPerSecond };
    const auto forget = m_deadlines.scheduleIn(std::chrono::ceil<std::chrono::milliseconds>(refill),
                                               [this, user] { m_spent.remove(user); });
    m_spent.insert(user, { .sends = person->sends, .forget = forget });
    m_people.erase(person);
}

TokenBucket PresenceService::bucketOf(const UserId &user)
{
    const auto spent = m_spent.constFind(user);
    if (spent == m_spent.constEnd())
        return { m_policy.sendsPerSecond, m_policy.sendsBurst, m_clock.now() };
    const TokenBucket sends = spent->sends;
    m_deadlines.cancel(spent->forget);
    m_spent.erase(spent);
    return sends;
}

void PresenceService::update(const Identity &identity)
{
    const auto person = m_people.find(identity.id);
    if (person == m_people.end())
        return;
    person->identity.role = identity.role;
    person->identity.hasPassword = identity.hasPassword;
    for (Session *session : std::as_const(person->sessions))
        session->setIdentity(person->identity);
}

void PresenceService::setPresence(const Request &request, const SetPresence &event)
{
    const UserId user = request.session()->identity().id;
    Person &person = *m_people.find(user);
    const bool wasShown = person.status != PresenceStatus::Offline;
    const bool isShown = event.status != PresenceStatus::Offline;
    person.status = event.status;
    person.statusText = event.text;
    if (wasShown != isShown) {
        for (const auto &[room, stay] : std::as_const(person.stays))
            count(room, 0, isShown ? 1 : -1);
    }
    request.reply(PresenceSet { .status = event.status, .text = event.text });
    tellEverywhere(person);
}

void PresenceService::tellEverywhere(const Person &person)
{
    for (const auto &[room, stay] : person.stays) {
        m_rooms.setMember(room, member(person));
        tell(room, person, PresenceChange::Status);
    }
}

void PresenceService::tell(const RoomId &room, const Person &person, PresenceChange change,
                           bool isMember)
{
    UserPresence event { .roomId = room,
                         .type = change,
                         .user = member(person),
                         .onlineCount = onlineCount(room),
                         .isMember = isMember };
    event.user.role = m_rooms.ranks().shown(room, person.identity.id);
    if (change == PresenceChange::Left)
        event.user = absent(event.user);
    // The one who joins sees themselves in the answer; the one who leaves on one device must be
    // told on the others.
    m_teller.tell(event, change == PresenceChange::Joined ? person.identity.id : UserId());
    if (isMember || !isCounted(room))
        return;
    for (Session *session : person.sessions) {
        if (session->rooms.contains(room))
            session->peer().tell(event);
    }
}

Member PresenceService::member(const Person &person) const
{
    return { .id = person.identity.id,
             .name = person.identity.name,
             .avatar = person.identity.avatar,
             .status = person.status,
             .statusText = person.statusText };
}

void PresenceService::setMembers(const RoomId &room, const QList<Member> &members)
{
    if (m_rooms.members(room))
        return;
    m_rooms.setMembers(room, members);
    if (!m_headcounts.contains(room))
        return;
    for (const Person &person : std::as_const(m_people)) {
        if (person.stays.contains(room))
            m_rooms.setMember(room, member(person));
    }
}

std::optional<QList<Member>> PresenceService::everyone(const RoomId &room, qsizetype bytes)
{
    return isCounted(room) ? std::nullopt : m_rooms.everyone(room, bytes);
}

QList<Session *> PresenceService::sessions(const UserId &user) const
{
    const auto person = m_people.constFind(user);
    return person == m_people.constEnd() ? QList<Session *>() : person->sessions;
}

QList<Session *> PresenceService::sessions() const
{
    QList<Session *> sessions;
    for (const Person &person : m_people)
        sessions += person.sessions;
    return sessions;
}

} // namespace chat
