#include "client/core/clientsession.h"

#include "common/base/logging.h"

#include <QPointer>

#include <algorithm>

namespace chat {

namespace {

/// Where a person without any room is taken, so that the first thing one sees is not nothing.
RoomId firstRoom()
{
    return RoomId::fromText(u"general"_s);
}

} // namespace

ClientSession::ClientSession(ClientProfile profile, TransportFactory factory, const Clock &clock,
                             Random &random, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_clock(clock)
    , m_random(random)
    , m_socket(std::move(factory), clock, random)
    , m_rooms(clock)
    , m_keeper(m_rooms)
    , m_sender(m_socket, m_rooms, clock)
    , m_memberships(m_socket, m_rooms, clock)
    , m_account(m_socket)
    , m_moderation(m_socket)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClientSession::check);
    connect(&m_socket, &ReconnectingSocket::received, this, &ClientSession::onReceived);
    connect(&m_socket, &ReconnectingSocket::stateChanged, this, &ClientSession::onStateChanged);
    connect(&m_rooms, &RoomStore::roomAdded, this, &ClientSession::onRoomAdded);
    connect(&m_rooms, &RoomStore::roomRemoved, this,
            [this](const Room *room) { m_readReports.forget(room->id()); });
    connect(&m_sender, &OutboxSender::stored, this, &ClientSession::lineStored);
    connect(&m_sender, &OutboxSender::failed, this, &ClientSession::lineFailed);
    connect(&m_sender, &OutboxSender::paused, this, [this] {
        schedule();
        if (const auto until = m_sender.due())
            Q_EMIT outboxPaused(*until - m_clock.now());
    });
    connect(&m_account, &Account::passwordSet, this, [this](Role role) {
        m_self.role = role;
        m_self.hasPassword = true;
        Q_EMIT selfChanged();
    });
    connect(&m_memberships, &Memberships::putOff, this, &ClientSession::schedule);
    connect(&m_memberships, &Memberships::joined, this, &ClientSession::onJoined);
    connect(&m_memberships, &Memberships::refused, &m_sender, &OutboxSender::failRoom);
    connect(&m_memberships, &Memberships::refused, this, &ClientSession::roomRefused);
    connect(&m_memberships, &Memberships::left, this, [this](const RoomId &room) {
        m_sender.failRoom(room, Error { .code = ErrorCode::NotAMember });
        Q_EMIT roomLeft(room);
    });
    connect(&m_sender, &OutboxSender::fullChanged, this,
            [this] { Q_EMIT outboxFullChanged(m_sender.isFull()); });
    for (const RoomId &room : std::as_const(m_profile.rooms))
        m_memberships.want(room);
}

ClientSession::~ClientSession()
{
    // The parts are taken down one after the other; none may call back.
    m_socket.disconnect(this);
    m_rooms.disconnect(this);
    keepDrafts(true);
}

void ClientSession::start()
{
    m_socket.start();
}

void ClientSession::stop()
{
    m_socket.stop();
}

void ClientSession::tryNow()
{
    m_socket.tryNow();
}

void ClientSession::retryAs(const QString &name)
{
    m_profile.name = name;
    m_isSelfCurrent = false;
    start();
}

void ClientSession::joinRoom(const RoomId &id, Done done)
{
    m_memberships.want(id, std::move(done));
}

void ClientSession::createRoom(const CreateRoom &room, Done done)
{
    if (state() != State::Online) {
        if (done)
            done(Error { .code = ErrorCode::Unavailable, .detail = u"there is no connection"_s });
        return;
    }
    m_socket.peer()->request(room, this, [this, done](const Result<RoomCreated> &answer) {
        if (answer)
            joinRoom(answer->roomId, done);
        else if (done)
            done(answer.error());
    });
}

void ClientSession::leaveRoom(const RoomId &id, Done done)
{
    m_memberships.leave(id, std::move(done));
}

void ClientSession::setPresence(PresenceStatus status, const QString &text)
{
    m_presence.status = status;
    m_presence.text = text.isEmpty() ? std::nullopt : std::optional(text);
    m_isPresenceChosen = true;
    if (state() == State::Online)
        tellPresence();
    Q_EMIT presenceChanged();
}

void ClientSession::tellPresence()
{
    m_socket.peer()->request(m_presence, this, [](const Result<PresenceSet> &answer) {
        if (!answer)
            qCInfo(lcClient, "presence not set: %s", qPrintable(answer.error().toText()));
    });
}

Tag ClientSession::sendMessage(const RoomId &room, const QString &content)
{
    const Tag tag = Tag::fromText(newUuid7(m_clock, m_random));
    m_typing.finished(room);
    m_drafts.sent(room);
    m_sender.add({ .roomId = room, .content = content, .tag = tag, .replyTo = {} });
    return tag;
}

void ClientSession::requestList()
{
    const QPointer<Peer> peer = m_socket.peer();
    if (!peer)
        return;
    peer->request(ListRooms {}, this, [this, peer](const Result<RoomList> &answer) {
        if (peer != m_socket.peer())
            return;
        if (answer) {
            onList(*answer);
            return;
        }
        qCWarning(lcClient, "no room list: %s", qPrintable(answer.error().toText()));
        m_memberships.joinAll();
    });
}

void ClientSession::onList(const RoomList &list)
{
    if (m_profile.joinsOwnRooms) {
        const bool wasAnywhere = m_wasAnywhere || !m_memberships.isEmpty();
        m_memberships.adopt(list);
        if (!wasAnywhere && m_memberships.isEmpty())
            m_memberships.want(firstRoom());
    }
    m_memberships.joinAll();
    m_rooms.apply(list);
    if (m_store)
        m_store->keepList(list.rooms);
}

void ClientSession::onStateChanged(State state)
{
    if (state == State::Connecting)
        m_isWelcomed = false;
    if (state != State::Online) {
        m_memberships.connectionLost();
        m_sender.connectionLost();
        m_typingMarks.clear();
        m_memberRefresh.clear();
    }
    schedule();
    Q_EMIT stateChanged(state);
}

void ClientSession::onRoomAdded(Room *room)
{
    const RoomId id = room->id();
    connect(room, &Room::sendWanted, this,
            [this, id](const QString &content) { sendMessage(id, content); });
    connect(room, &Room::retryWanted, &m_sender, &OutboxSender::retry);
    connect(room, &Room::discardWanted, &m_sender, &OutboxSender::discard);
    connect(room, &Room::typedKey, this, [this, id] { onTyped(id); });
    connect(room, &Room::pageWanted, this,
            [this, room](const History &request) { requestPage(room, request); });
    connect(room, &Room::membersWanted, this,
            [this, room](const ListMembers &request) { requestMembers(room, request); });
    connect(room, &Room::gapChanged, this, &ClientSession::schedule);
    connect(room, &Room::logReplaced, this, [this, id] { m_memberships.reload(id); });
    connect(room, &Room::readFurther, this, [this, id](Seq seq) {
        m_readReports.note(id, seq);
        reportRead();
    });
    connect(room, &Room::messageArrived, this,
            [this, room](const Message &message) { Q_EMIT messageArrived(room, message); });
    m_sender.showIn(*room);
}

void ClientSession::onJoined(Room *, const RoomHistory &history)
{
    for (const Message &message : history.messages)
        m_sender.noteStored(message);
    m_sender.flush();
    reportRead();
}

void ClientSession::onTyped(const RoomId &room)
{
    const Room *const where = m_rooms.find(room);
    if (!where || !where->isLive() || where->isLarge() || !m_typing.typed(room, m_clock.now()))
        return;
    m_socket.peer()->tell(Typing { .roomId = room });
}

void ClientSession::requestPage(Room *room, const History &request)
{
    const QPointer<Peer> peer = m_socket.peer();
    m_socket.peer()->request(request, room, [this, room, peer](const Result<HistoryPage> &answer) {
        if (peer != m_socket.peer())
            return;
        if (!answer)
            room->pageFailed();
        else
            room->apply(*answer);
    });
}

void ClientSession::requestMembers(Room *room, const ListMembers &request)
{
    const QPointer<Peer> peer = m_socket.peer();
    peer->request(request, room, [this, room, peer, request](const Result<MemberPage> &answer) {
        if (peer != m_socket.peer())
            return;
        if (answer) {
            room->apply(request, *answer);
            return;
        }
        room->membersFailed();
        refreshMembers(room->id());
    });
}

void ClientSession::refreshMembers(const RoomId &room)
{
    m_memberRefresh.note(room, m_clock.now(), m_random);
    schedule();
}

void ClientSession::reportRead()
{
    const QList<MarkRead> reports = m_readReports.take(m_rooms.liveRooms(), m_clock.now());
    for (const MarkRead &report : reports)
        m_socket.peer()->tell(report);
    schedule();
}

void ClientSession::check()
{
    for (const TypingExpiry::Mark &mark : m_typingMarks.takeExpired(m_clock.now())) {
        if (Room *const room = m_rooms.find(mark.room))
            room->apply(UserStoppedTyping { .roomId = mark.room, .userId = mark.user });
    }
    for (const RoomId &id : m_memberRefresh.take(m_clock.now())) {
        if (Room *const room = m_rooms.find(id))
            room->members().markStale();
    }
    for (Room *room : m_rooms.rooms())
        room->check();
    m_memberships.check();
    m_sender.flush();
    keepDrafts(false);
    reportRead();
}

void ClientSession::schedule()
{
    m_timer.stop();
    std::optional<Instant> next = m_drafts.due();
    const auto consider = [&next](const std::optional<Instant> &due) {
        if (due)
            next = next ? std::min(*next, *due) : *due;
    };
    if (state() != State::Online) {
        if (next)
            m_timer.start(std::max(*next - m_clock.now(), std::chrono::milliseconds { 0 }));
        return;
    }
    for (const auto &due : { m_typingMarks.due(), m_memberRefresh.due(), m_memberships.due(),
                             m_sender.due(), m_readReports.due(m_rooms.liveRooms()) })
        consider(due);
    for (const Room *room : m_rooms.rooms())
        consider(room->due());
    if (next)
        m_timer.start(std::max(*next - m_clock.now(), std::chrono::milliseconds { 0 }));
}

} // namespace chat
