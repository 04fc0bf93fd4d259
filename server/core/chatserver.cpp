#include "server/core/chatserver.h"

#include "common/base/random.h"
#include "server/core/address.h"

namespace chat {

namespace {

constexpr int epochBytes = 16;
// Clients of a restarted server come back at this pace.
constexpr double returnsPerSecond = 300;
constexpr std::chrono::milliseconds restartTime { 1000 };

} // namespace

ChatServer::ChatServer(ServerPorts ports, Policy policy, QObject *parent)
    : QObject(parent)
    , m_ports(ports)
    , m_policy(std::move(policy))
    , m_log(ports.clock)
    , m_deadlines(ports.clock)
    , m_hub(ports.bus, m_metrics)
    , m_retention(ports.log, ports.clock, m_deadlines, m_rooms)
    , m_presence(ports.clock, m_policy, m_deadlines, m_hub, m_rooms,
                 { .changed = [this](const RoomId &room) { m_list.notePeople(room); },
                   .emptied = [this](const RoomId &room) { m_retention.emptied(room); } })
    , m_budgets(ports.clock, m_policy, m_presence, m_metrics)
    , m_list(ports.directory, ports.clock, m_policy, m_deadlines, m_rooms, m_presence)
    , m_members(ports.directory, m_rooms, m_presence)
    , m_typing(ports.clock, m_deadlines, m_hub, m_presence)
    , m_roomService({ ports.directory, ports.log, ports.clock, ports.random }, m_policy, m_hub,
                    m_presence, m_typing, m_rooms, m_list,
                    [this](Session &session) { m_router.resume(session); })
    , m_resume(ports.log, m_hub, m_rooms, m_presence, m_members)
    , m_entry({ ports.authenticator, ports.clock, m_bans, m_log }, m_deadlines, m_presence,
              m_resume, m_metrics, [this](Session &session) { m_router.resume(session); })
    , m_accounts(ports.authenticator, ports.accounts, m_presence,
                 [this](Session &session) { m_router.resume(session); })
    , m_messages({ ports.log, ports.clock, ports.random }, m_hub, m_typing, m_rooms, m_retention,
                 m_slowMode, m_metrics)
    , m_receipts(ports.directory, m_deadlines, m_hub, m_presence, m_rooms)
    , m_moderation({ ports.moderation, ports.clock },
                   { m_bans, m_slowMode, m_rooms, m_list, m_presence, m_typing }, m_deadlines,
                   m_hub)
    , m_order({ ports.moderation, ports.accounts, ports.clock }, m_bans, m_presence, m_moderation)
    , m_router({ m_entry, m_accounts, m_roomService, m_list, m_messages, m_receipts, m_typing,
                 m_presence, m_members, m_moderation, m_order },
               m_budgets, ports.clock, m_metrics, m_log)
{
}

void ChatServer::start(Done<void> done)
{
    m_ports.directory.rooms([this, done](const Result<QList<RoomRecord>> &rooms) {
        if (!rooms) {
            done(rooms.error());
            return;
        }
        for (const RoomRecord &room : *rooms)
            m_rooms.add(room);
        m_retention.start();
        m_moderation.start([this, done](const Result<void> &started) {
            if (started)
                makeGeneral(done);
            else
                done(started);
        });
    });
}

void ChatServer::makeGeneral(Done<void> done)
{
    const RoomRecord general { .id = RoomId::fromText(u"general"_s),
                               .title = {},
                               .topic = {},
                               .kind = RoomKind::Public,
                               .epoch = Epoch::fromText(newRandomHex(m_ports.random, epochBytes)),
                               .head = {},
                               .memberCount = 0 };
    if (m_rooms.find(general.id)) {
        done({});
        return;
    }
    m_ports.directory.createRoom(general, UserId(),
                                 [this, done, general](const Result<void> &made) {
                                     if (made)
                                         m_rooms.add(general);
                                     done(made);
                                 });
}

void ChatServer::accept(std::unique_ptr<Transport> transport, std::shared_ptr<void> strangersPlace)
{
    if (m_isGoingAway || unauthenticatedCount() >= m_policy.unauthenticatedConnections) {
        ++m_metrics.overload;
        turnAway(std::move(transport), CloseCode::GoingAway,
                 u"%1 connections have not authenticated, limit is %2"_s.arg(unauthenticatedCount())
                     .arg(m_policy.unauthenticatedConnections));
        return;
    }
    const QString address = countedAddress(transport->peerName());
    const int neighbours = m_byAddress.value(address);
    if (!address.isEmpty() && neighbours >= m_policy.connectionsPerAddress) {
        ++m_metrics.crowdedAddress;
        turnAway(std::move(transport), CloseCode::TooFast,
                 u"%1 connections are from there, limit is %2"_s.arg(neighbours)
                     .arg(m_policy.connectionsPerAddress));
        return;
    }
    ++m_metrics.connections;
    const Instant now = m_ports.clock.now();
    auto session = std::make_unique<Session>(
        ++m_lastId, std::move(transport), m_ports.clock, Heartbeat::ofServer(anyTimeBeforeAPing()),
        Session::Budgets {
            .requests = TokenBucket(m_policy.requestsPerSecond, m_policy.requestsBurst, now),
            .refusals = TokenBucket(m_policy.refusalsPerSecond, m_policy.refusalsBurst, now) },
        static_cast<Session::Keeper &>(*this)); // a private base, which make_unique can not see
    session->strangersPlace = std::move(strangersPlace);
    session->address = address;
    if (!address.isEmpty())
        ++m_byAddress[address];
    Session &connection = *session;
    m_sessions.emplace(connection.id(), std::move(session));
    welcome(connection);
}

void ChatServer::turnAway(std::unique_ptr<Transport> transport, CloseCode code, const QString &why)
{
    m_log.turnedAway(transport->peerName(), why);
    Transport *refused = transport.release();
    connect(refused, &Transport::closed, refused, &QObject::deleteLater);
    refused->close(code, code == CloseCode::TooFast ? u"too many connections"_s : u"overloaded"_s);
}

// Pings, and the positions that go with them, are spread evenly even when everyone came at once.
std::chrono::milliseconds ChatServer::anyTimeBeforeAPing() const
{
    const std::chrono::duration<double> time = limits::pingEvery;
    return std::chrono::floor<std::chrono::milliseconds>(time * m_ports.random.uniform());
}

void ChatServer::welcome(Session &session)
{
    Peer &peer = session.peer();
    peer.transport().setFrameLimit(limits::unauthenticatedFrameBytes);
    peer.setOutboundBudget(limits::outboundBytes);
    peer.setElementLimit(m_policy.jsonElements);
    peer.setControlBudget(TokenBucket(m_policy.controlBytesPerSecond, m_policy.controlBytesBurst,
                                      m_ports.clock.now()));
    m_log.connected(session);
    peer.tell(Welcome {
        .message = u"Connected to WebSocket server!"_s,
        .server = { .id = m_policy.serverId, .name = m_policy.serverName },
        .version = protocolVersion,
        .serverTime = m_ports.clock.wallTime(),
        .limits = {},
        .heartbeat = { .pingEveryMs = std::chrono::milliseconds(limits::pingEvery).count(),
                       .pongWaitMs = std::chrono::milliseconds(limits::pongWait).count() },
        .entry = m_policy.entry });
    session.authenticationDeadline =
        m_deadlines.scheduleIn(limits::authenticateWait, [connection = &session] {
            connection->peer().close(CloseCode::AuthenticationTimeout,
                                     u"did not authenticate in time"_s);
        });
    keepAlive(session);
}

void ChatServer::keepAlive(Session &session)
{
    const Instant next = session.peer().check();
    if (session.isOver)
        return;
    if (session.isAuthenticated())
        m_roomService.tellPositions(session);
    session.nextCheck =
        m_deadlines.schedule(next, [this, connection = &session] { keepAlive(*connection); });
}

void ChatServer::onReceived(Session &session, const Envelope &envelope)
{
    m_router.route(session, envelope);
}

void ChatServer::onGarbled(Session &session, const Error &error)
{
    m_router.strike(session, std::nullopt, error);
}

void ChatServer::onClosed(Session &session, const CloseReason &reason)
{
    ++m_metrics.endsByCode[reason.code];
    m_log.ended(session, reason);
    release(session.address);
    session.isOver = true;
    m_deadlines.cancel(session.nextCheck);
    m_deadlines.cancel(session.authenticationDeadline);
    m_deadlines.cancel(session.end);
    m_list.forget(session);
    if (session.isAuthenticated()) {
        const auto rooms = session.rooms;
        for (const RoomId &room : rooms)
            m_typing.stop(session.identity().id, room);
        m_presence.depart(session);
    }
    // It is its own peer that is telling us: it goes in a later turn.
    auto ended = m_sessions.extract(session.id());
    QMetaObject::invokeMethod(
        this, [over = std::shared_ptr<Session>(std::move(ended.mapped()))] {},
        Qt::QueuedConnection);
    if (m_isGoingAway && m_sessions.empty())
        Q_EMIT drained();
}

void ChatServer::release(const QString &address)
{
    const auto count = m_byAddress.find(address);
    if (count != m_byAddress.end() && --*count == 0)
        m_byAddress.erase(count);
}

QList<Measure> ChatServer::measures() const
{
    return m_metrics.measures()
        + QList<Measure> {
              Measure::gauge("connections"_L1, "WebSocket connections now"_L1, connectionCount()),
              Measure::gauge("unauthenticated_connections"_L1,
                             "Of them, those that have not said who they are"_L1,
                             unauthenticatedCount()),
              Measure::gauge("people"_L1, "People who are online"_L1, peopleCount()),
              Measure::gauge("rooms"_L1, "Rooms"_L1, m_rooms.all().size()),
              Measure::gauge("subscriptions"_L1,
                             "Connections that receive a room, over all rooms"_L1,
                             subscriptionCount()),
              Measure::gauge("deadlines"_L1, "Timers that run"_L1, pendingDeadlines()),
          };
}

int ChatServer::unauthenticatedCount() const
{
    return connectionCount() - m_presence.connectionCount();
}

void ChatServer::goAway()
{
    m_isGoingAway = true;
    const double spread = static_cast<double>(m_sessions.size()) / returnsPerSecond * 1000.0;
    for (const auto &[id, session] : m_sessions) {
        const auto wait =
            restartTime.count() + static_cast<qint64>(m_ports.random.uniform(0, spread));
        session->peer().tell(GoingAway { .retryAfterMs = wait });
    }
    // Ports answer in the order of asking: when this comes, every earlier request was answered.
    m_ports.directory.rooms([this](const Result<QList<RoomRecord>> &) { closeAll(); });
}

void ChatServer::closeAll()
{
    if (m_sessions.empty()) {
        Q_EMIT drained();
        return;
    }
    QList<Session *> sessions;
    for (const auto &[id, session] : m_sessions)
        sessions.append(session.get());
    for (Session *session : std::as_const(sessions))
        session->peer().close(CloseCode::GoingAway, u"restarting"_s);
}

} // namespace chat
