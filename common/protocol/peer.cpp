#include "common/protocol/peer.h"

#include "common/base/logging.h"

#include <algorithm>
#include <utility>

namespace chat {

namespace {

bool isOn(std::chrono::milliseconds rule)
{
    return rule.count() > 0;
}

} // namespace

Heartbeat Heartbeat::ofServer(std::chrono::milliseconds headStart)
{
    return { .pingEvery = limits::pingEvery,
             .pongWait = limits::pongWait,
             .silence = {},
             .headStart = headStart };
}

Heartbeat Heartbeat::ofClient()
{
    // The server's own pings are answered inside Qt, which does not tell; so the client asks too.
    return { .pingEvery = limits::pingEvery,
             .pongWait = limits::pongWait,
             .silence = limits::silence };
}

Peer::Peer(std::unique_ptr<Transport> transport, const Clock &clock, Heartbeat heartbeat,
           QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_clock(clock)
    , m_heartbeat(heartbeat)
    , m_heardAt(clock.now())
    , m_pingedAt(clock.now() - heartbeat.headStart)
{
    m_transport->setListener(this);
    if (m_transport->state() == Transport::State::Connecting) {
        connect(m_transport.get(), &Transport::opened, this, &Peer::opened);
        connect(m_transport.get(), &Transport::failed, this, &Peer::failed);
    }
}

Peer::~Peer()
{
    // The transport may be in the middle of telling something.
    m_transport->setListener(nullptr);
    m_transport->disconnect(this);
    m_transport.release()->deleteLater();
}

void Peer::refuse(std::optional<RequestId> id, const Error &error)
{
    reply(id, Refusal::fromError(error));
}

void Peer::send(const Frame &frame)
{
    if (m_isSlow)
        return;
    if (isOverBudget()) {
        m_isSlow = true;
        // Not now: the caller may be in a loop over a room's members, and closing changes it.
        QMetaObject::invokeMethod(this, &Peer::closeAsSlow, Qt::QueuedConnection);
        return;
    }
    m_transport->send(frame);
}

bool Peer::isOverBudget() const
{
    return m_outboundBudget > 0 && m_transport->backlog() > m_outboundBudget;
}

void Peer::onHeard(qint64 controlBytes)
{
    if (controlBytes > 0 && m_controlBudget
        && m_controlBudget->take(static_cast<double>(controlBytes), m_clock.now())) {
        closeAsFast();
        return;
    }
    if (!isOverBudget())
        return;
    if (std::exchange(m_isSlow, true))
        abort();
    else
        closeAsSlow();
}

void Peer::onPonged()
{
    m_heardAt = m_clock.now();
    m_awaitsPong = false;
}

void Peer::closeAsSlow()
{
    qCWarning(lcProtocol, "%s reads too slowly: %lld bytes wait, limit is %lld",
              qPrintable(m_transport->peerName()), m_transport->backlog(), m_outboundBudget);
    close(CloseCode::TooSlow, u"too slow"_s);
}

// Who goes on after that has been told once.
void Peer::closeAsFast()
{
    if (std::exchange(m_isFast, true)) {
        abort();
        return;
    }
    qCWarning(lcProtocol, "%s sends too many control frames", qPrintable(m_transport->peerName()));
    close(CloseCode::TooFast, u"too many control frames"_s);
}

void Peer::close(CloseCode code, const QString &text)
{
    m_transport->close(code, text);
}

void Peer::abort()
{
    m_transport->abort();
}

RequestId Peer::remember(QLatin1StringView replyType, QObject *context, Done done)
{
    const RequestId id = ++m_lastId;
    m_pending.insert(id,
                     Pending { .replyType = replyType,
                               .context = context,
                               .done = std::move(done),
                               .due = m_clock.now() + limits::requestWait });
    if (m_transport->state() == Transport::State::Closed) {
        // Not now: nobody expects an answer before the question is asked.
        QMetaObject::invokeMethod(
            this,
            [this, id] {
                fail(id, { .code = ErrorCode::Unavailable, .detail = u"no connection"_s });
            },
            Qt::QueuedConnection);
    }
    return id;
}

void Peer::fail(RequestId id, const Error &error)
{
    const Pending pending = m_pending.take(id);
    if (pending.context)
        pending.done(error);
}

void Peer::onReceived(const QByteArray &json)
{
    m_heardAt = m_clock.now();
    const Result<Envelope> envelope = decodeEnvelope(json, m_mostElements);
    if (!envelope)
        tellGarbled(envelope.error());
    else if (!settle(*envelope))
        tellReceived(*envelope);
}

bool Peer::settle(const Envelope &envelope)
{
    if (!envelope.id)
        return false;
    const auto found = m_pending.constFind(*envelope.id);
    const bool isRefusal = envelope.type == Refusal::wireName;
    if (found == m_pending.constEnd() || (!isRefusal && envelope.type != found->replyType))
        return false;

    const Pending pending = m_pending.take(*envelope.id);
    if (!pending.context)
        return true;
    if (!isRefusal) {
        pending.done(envelope.data);
        return true;
    }
    const Result<Refusal> refusal = fromJson<Refusal>(envelope.data);
    pending.done(refusal ? refusal->toError() : refusal.error());
    return true;
}

void Peer::onClosed(const CloseReason &reason)
{
    const Error ended { .code = ErrorCode::Unavailable,
                        .detail =
                            u"connection ended with %1 %2"_s.arg(reason.code).arg(reason.text) };
    const QPointer<Peer> self(this);
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &entry : pending) {
        if (entry.context)
            entry.done(ended);
        if (!self)
            return;
    }
    tellClosed(reason);
}

void Peer::tellReceived(const Envelope &envelope)
{
    if (m_listener)
        m_listener->onReceived(envelope);
    Q_EMIT received(envelope);
}

void Peer::tellGarbled(const Error &error)
{
    if (m_listener)
        m_listener->onGarbled(error);
    Q_EMIT garbled(error);
}

void Peer::tellClosed(const CloseReason &reason)
{
    if (m_listener)
        m_listener->onClosed(reason);
    Q_EMIT closed(reason);
}

Instant Peer::check()
{
    const Instant now = m_clock.now();
    const QPointer<Peer> self(this);
    expireRequests(now);
    if (self)
        keepHeartbeat(now);
    return self ? nextCheck(now) : now + limits::requestWait;
}

void Peer::expireRequests(Instant now)
{
    QList<RequestId> expired;
    for (auto it = m_pending.cbegin(); it != m_pending.cend(); ++it) {
        if (it->due <= now)
            expired.append(it.key());
    }
    const Error late { .code = ErrorCode::Unavailable,
                       .detail = u"no answer within %1 s"_s.arg(limits::requestWait.count()) };
    const QPointer<Peer> self(this);
    for (const RequestId id : std::as_const(expired)) {
        if (self)
            fail(id, late);
    }
}

void Peer::keepHeartbeat(Instant now)
{
    if (isOn(m_heartbeat.silence) && now - m_heardAt >= m_heartbeat.silence) {
        abort();
    } else if (m_awaitsPong && isOn(m_heartbeat.pongWait)
               && now - m_pingedAt >= m_heartbeat.pongWait) {
        close(CloseCode::NoAnswer, u"no answer to ping"_s);
    } else if (isOn(m_heartbeat.pingEvery) && now - m_pingedAt >= m_heartbeat.pingEvery) {
        m_pingedAt = now;
        m_awaitsPong = true;
        m_transport->ping();
    }
}

Instant Peer::nextCheck(Instant now) const
{
    Instant next = now + limits::requestWait;
    const auto consider = [now, &next](Instant due) {
        if (due > now)
            next = std::min(next, due);
    };
    for (const Pending &pending : m_pending)
        consider(pending.due);
    if (isOn(m_heartbeat.silence))
        consider(m_heardAt + m_heartbeat.silence);
    if (m_awaitsPong && isOn(m_heartbeat.pongWait))
        consider(m_pingedAt + m_heartbeat.pongWait);
    else if (isOn(m_heartbeat.pingEvery))
        consider(m_pingedAt + m_heartbeat.pingEvery);
    return next;
}

} // namespace chat
