#include "server/core/roomservice.h"

#include "common/base/logging.h"
#include "common/base/random.h"
#include "server/core/retentionservice.h"

namespace chat {

namespace {

constexpr int epochBytes = 16;

} // namespace

RoomService::RoomService(Ports ports, const Policy &policy, Hub &hub, PresenceService &presence,
                         TypingService &typing, RoomRegistry &rooms, RoomListService &list,
                         Decided decided)
    : m_ports(ports)
    , m_policy(policy)
    , m_hub(hub)
    , m_presence(presence)
    , m_typing(typing)
    , m_rooms(rooms)
    , m_list(list)
    , m_decided(std::move(decided))
{
}

void RoomService::create(const Request &request, const CreateRoom &event)
{
    if (!m_policy.mayCreateRooms) {
        request.refuse({ .code = ErrorCode::NotAuthorized,
                         .detail = u"rooms are made by the operator only"_s });
        return;
    }
    const Retention retention = event.retention.value_or(Retention());
    if (const auto flaw = flawOf(retention)) {
        request.refuse(*flaw);
        return;
    }
    const RoomRecord room { .id = event.roomId,
                            .title = event.title.value_or(QString()),
                            .topic = event.topic.value_or(QString()),
                            .kind = event.kind.value_or(RoomKind::Public),
                            .epoch = Epoch::fromText(newRandomHex(m_ports.random, epochBytes)),
                            .head = {},
                            .memberCount = 1,
                            .retention = retention,
                            .showsReceipts = event.showsReceipts.value_or(false) };
    make(room, request.session()->identity().id, [this, request, room](const Result<void> &made) {
        if (!made)
            request.refuse(made.error());
        else
            request.reply(RoomCreated { m_list.summary(room) });
    });
}

void RoomService::make(const RoomRecord &room, const UserId &creator, Done<void> done)
{
    const qsizetype count = m_rooms.all().size() + m_making;
    if (count >= m_policy.rooms) {
        done(Error { .code = ErrorCode::StoreFull,
                     .detail =
                         u"there are %1 rooms, limit is %2"_s.arg(count).arg(m_policy.rooms) });
        return;
    }
    ++m_making;
    m_ports.directory.createRoom(
        room, creator, [this, room, creator, done](const Result<void> &made) {
            --m_making;
            if (made) {
                m_rooms.add(room);
                m_rooms.ranks().set(room.id, creator, { .role = RoomRole::Owner });
                qCInfo(lcCore, "room %s created", qPrintable(room.id.text()));
                m_list.noteNews(room.id);
            }
            done(made);
        });
}

void RoomService::join(const Request &request, const JoinRoom &event)
{
    const RoomId room = event.roomId;
    Session &session = *request.session();
    // Where nobody makes rooms, the directory says the same of one that is not there as of one that
    // is not to be seen.
    if (m_rooms.find(room) || !m_policy.mayCreateRooms) {
        session.deciding.insert(room);
        enter(request, room);
        return;
    }
    constexpr int rest = creationCost - joinCost;
    if (const auto wait = session.requests().take(rest, m_ports.clock.now())) {
        request.refuse({ .code = ErrorCode::RateLimited, .retryAfter = wait });
        return;
    }
    session.deciding.insert(room);
    const RoomRecord record { .id = room,
                              .title = {},
                              .topic = {},
                              .kind = RoomKind::Public,
                              .epoch = Epoch::fromText(newRandomHex(m_ports.random, epochBytes)),
                              .head = {},
                              .memberCount = 1 };
    make(record, session.identity().id, [this, request, room](const Result<void> &made) {
        // Two people may make the same room at once: for the second one it is simply there.
        if (made || made.error().code == ErrorCode::Conflict) {
            enter(request, room);
        } else {
            request.refuse(made.error());
            decide(request, room);
        }
    });
}

void RoomService::enter(const Request &request, const RoomId &room)
{
    Session *session = request.session();
    if (!session)
        return;
    m_hub.subscribe(*session, room);
    session->entering.insert(room);
    const bool wantsMembers = !m_rooms.members(room);
    // Both are asked for at once, for the store to answer both in one go. What was read is shown to
    // nobody whom the directory does not let in.
    const auto readSeq = std::make_shared<std::optional<Seq>>(); // of one who was let in
    m_ports.directory.enterRoom(
        room, session->identity().id, wantsMembers,
        [this, request, room, wantsMembers, readSeq,
         self = session->identity()](const Result<RoomEntry> &entry) {
            if (Session *asker = request.session())
                asker->entering.remove(room);
            if (!entry) {
                abandonJoin(request, room, entry.error());
                return;
            }
            *readSeq = entry->readSeq;
            // Also when the connection is gone by now: the directory has them as a member.
            if (wantsMembers)
                m_presence.setMembers(room, entry->members);
            if (entry->isNewMember)
                m_rooms.addMember(room,
                                  { .id = self.id, .name = self.name, .avatar = self.avatar });
        });
    m_ports.log.page(
        { .room = room, .direction = PageQuery::Direction::Newest, .limit = limits::historyOnJoin },
        [this, request, room, readSeq](const Result<Page> &page) {
            if (*readSeq)
                finishJoin(request, room, **readSeq, page);
        });
}

void RoomService::abandonJoin(const Request &request, const RoomId &room, const Error &error)
{
    Session *session = request.session();
    if (!session)
        return;
    // Who was in and only wanted to read the room anew stays in.
    if (session->rooms.contains(room))
        m_hub.release(*session, room, Seq());
    else
        m_hub.unsubscribe(*session, room);
    request.refuse(error);
    decide(request, room);
}

void RoomService::decide(const Request &request, const RoomId &room)
{
    Session *session = request.session();
    if (!session)
        return;
    session->deciding.remove(room);
    m_decided(*session);
}

void RoomService::finishJoin(const Request &request, const RoomId &room, Seq readSeq,
                             const Result<Page> &page)
{
    if (!page) {
        abandonJoin(request, room, page.error());
        return;
    }
    Session *session = request.session();
    if (!session)
        return;
    if (!m_hub.isSubscribed(*session, room)) {
        request.refuse({ .code = ErrorCode::NotAMember, .detail = u"left while joining"_s });
        decide(request, room);
        return;
    }
    m_rooms.advance(room, page->head);
    m_presence.enter(*session, room);

    const RoomRecord &record = *m_rooms.find(room);
    RoomHistory history { .roomId = room,
                          .epoch = page->epoch,
                          .headSeq = page->head,
                          .title = record.title,
                          .topic = record.topic,
                          .messages = page->messages,
                          .members = m_presence.everyone(room),
                          .memberCount = record.memberCount,
                          .onlineCount = m_presence.onlineCount(room),
                          .readSeq = readSeq,
                          .retention = record.retention,
                          .firstSeq = {} };
    history.role = m_rooms.ranks().shown(room, session->identity().id);
    if (page->first.number() > 1)
        history.firstSeq = page->first;
    if (m_presence.showsReceipts(record))
        history.showsReceipts = true;
    request.reply(history);
    m_hub.release(*session, room, page->head);
    session->toldPositions.insert(room, page->head);
    decide(request, room);
}

void RoomService::leave(const Request &request, const LeaveRoom &event)
{
    const UserId user = request.session()->identity().id;
    request.session()->deciding.insert(event.roomId);
    m_ports.directory.leaveRoom(
        event.roomId, user, [this, request, user, room = event.roomId](const Result<bool> &left) {
            if (!left) {
                request.refuse(left.error());
                decide(request, room);
                return;
            }
            if (*left)
                m_rooms.removeMember(room, user);
            request.reply(RoomLeft { .roomId = room });
            m_typing.stop(user, room);
            m_presence.leave(user, room);
            decide(request, room);
        });
}

void RoomService::tellPositions(Session &session) const
{
    Positions positions;
    for (const RoomId &room : std::as_const(session.rooms)) {
        const RoomRecord *record = m_rooms.find(room);
        if (!record || session.toldPositions.value(room) == record->head)
            continue;
        positions.heads.insert(room, record->head);
        session.toldPositions.insert(room, record->head);
    }
    if (!positions.heads.isEmpty())
        session.peer().tell(positions);
}

} // namespace chat
