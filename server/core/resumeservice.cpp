#include "server/core/resumeservice.h"

#include <algorithm>

namespace chat {

ResumeService::ResumeService(EventLog &log, Hub &hub, RoomRegistry &rooms,
                             PresenceService &presence, MemberService &members)
    : m_log(log)
    , m_hub(hub)
    , m_rooms(rooms)
    , m_presence(presence)
    , m_members(members)
{
}

void ResumeService::resume(const Request &request, const Resume &event,
                           const QHash<RoomId, Seq> &memberships, std::function<void()> done)
{
    const auto attempt =
        std::make_shared<Attempt>(Attempt { .request = request, .done = std::move(done) });
    for (auto it = event.rooms.begin(); it != event.rooms.end(); ++it)
        attempt->rooms.insert(it.key(), look(it.key(), it.value(), memberships));

    // Subscribed before anything is read: what is said meanwhile comes after what was missed.
    QList<RoomId> behind;
    ++attempt->reads; // so that no answer ends it before all was asked
    for (auto it = attempt->rooms.cbegin(); it != attempt->rooms.cend(); ++it) {
        if (it->reset)
            continue;
        m_hub.subscribe(*request.session(), it.key());
        readMembers(attempt, it.key());
        if (it->have < it->head.seq)
            behind.append(it.key());
    }
    for (const RoomId &room : std::as_const(behind))
        readMissed(attempt, room, limits::resumeBytes / behind.size());
    settle(attempt);
}

ResumeService::Room ResumeService::look(const RoomId &id, const Position &position,
                                        const QHash<RoomId, Seq> &memberships) const
{
    Room room { .head = {}, .have = position.seq, .readSeq = memberships.value(id) };
    const RoomRecord *record = m_rooms.find(id);
    if (!record || !memberships.contains(id)) {
        room.reset = whyNotIn(id);
    } else if (position.epoch != record->epoch || position.seq > record->head) {
        room.reset = ResetReason::EpochChanged;
    } else if (position.seq < record->head && position.seq.next() < record->first) {
        room.reset = ResetReason::Purged;
    } else {
        room.head = { .epoch = record->epoch, .seq = record->head };
    }
    return room;
}

/// Of somebody who is no member.
ResetReason ResumeService::whyNotIn(const RoomId &id) const
{
    const RoomRecord *record = m_rooms.find(id);
    // Nobody is told of a room that they may not see.
    return record && record->kind == RoomKind::Public ? ResetReason::NotAMember
                                                      : ResetReason::NotFound;
}

void ResumeService::readMembers(const AttemptPtr &attempt, const RoomId &room)
{
    ++attempt->reads;
    m_members.read(room, [this, attempt](const Result<void> &) { settle(attempt); });
}

void ResumeService::readMissed(const AttemptPtr &attempt, const RoomId &id, qsizetype bytes)
{
    ++attempt->reads;
    const Room &room = attempt->rooms[id];
    const qint64 missed = room.head.seq.number() - room.have.number();
    const PageQuery query { .room = id,
                            .direction = PageQuery::Direction::Before,
                            .seq = room.head.seq.next(),
                            .limit = missed > limits::missedOnResume ? limits::historyOnJoin
                                                                     : static_cast<int>(missed),
                            .bytes = bytes };
    m_log.page(query, [this, attempt, id](const Result<Page> &page) {
        // What can not be read now is a hole, to be loaded later.
        if (page)
            attempt->rooms[id].missed = page->messages;
        settle(attempt);
    });
}

void ResumeService::settle(const AttemptPtr &attempt)
{
    if (--attempt->reads > 0)
        return;
    if (Session *session = attempt->request.session()) {
        finish(*session, *attempt);
        attempt->done();
    }
}

void ResumeService::finish(Session &session, Attempt &attempt)
{
    for (auto it = attempt.rooms.begin(); it != attempt.rooms.end(); ++it) {
        if (it->reset)
            continue;
        // They may have left on another device meanwhile.
        if (m_hub.isSubscribed(session, it.key()))
            m_presence.enter(session, it.key());
        else
            it->reset = whyNotIn(it.key());
    }
    const Identity &identity = session.identity();
    Resumed resumed { .user = { .id = identity.id,
                                .name = identity.name,
                                .avatar = identity.avatar,
                                .role = identity.role,
                                .hasPassword = identity.hasPassword },
                      .rooms = {} };
    for (auto it = attempt.rooms.cbegin(); it != attempt.rooms.cend(); ++it) {
        ResumedRoom row = describe(it.key(), *it, limits::membersBytes / attempt.rooms.size());
        if (!row.reset)
            row.role = m_rooms.ranks().shown(it.key(), identity.id);
        resumed.rooms.append(row);
    }
    attempt.request.reply(resumed);

    for (auto it = attempt.rooms.cbegin(); it != attempt.rooms.cend(); ++it) {
        if (it->reset)
            continue;
        for (const Message &message : it->missed)
            session.peer().tell(NewMessage { message });
        m_hub.release(session, it.key(), it->head.seq);
        session.toldPositions.insert(it.key(), it->head.seq);
    }
}

ResumedRoom ResumeService::describe(const RoomId &id, const Room &room, qsizetype bytes)
{
    ResumedRoom row { .roomId = id, .reset = room.reset };
    if (room.reset)
        return row;
    const RoomRecord &record = *m_rooms.find(id);
    row.epoch = record.epoch;
    row.from = room.missed.isEmpty() ? room.head.seq.next() : room.missed.first().seq;
    row.to = room.head.seq;
    row.title = record.title;
    row.topic = record.topic;
    row.members = m_presence.everyone(id, bytes);
    row.memberCount = record.memberCount;
    row.onlineCount = m_presence.onlineCount(id);
    row.readSeq = room.readSeq;
    return row;
}

} // namespace chat
