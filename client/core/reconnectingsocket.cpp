#include "client/core/reconnectingsocket.h"

#include "common/base/logging.h"

#include <QPointer>

namespace chat {

namespace {

// A request that is made after a check is overdue by at most this much when that is noticed.
constexpr std::chrono::seconds peerCheckEvery { 5 };

} // namespace

ReconnectingSocket::ReconnectingSocket(TransportFactory factory, const Clock &clock, Random &random,
                                       QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_clock(clock)
    , m_random(random)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReconnectingSocket::check);
}

ReconnectingSocket::~ReconnectingSocket()
{
    if (m_peer)
        m_peer->disconnect(this);
}

std::chrono::milliseconds ReconnectingSocket::untilRetry() const
{
    if (state() != State::Waiting)
        return {};
    return std::max(m_retryAt - m_clock.now(), std::chrono::milliseconds { 0 });
}

void ReconnectingSocket::start()
{
    feed(ConnectionMachine::Start {});
}

void ReconnectingSocket::stop()
{
    feed(ConnectionMachine::Stop {});
}

void ReconnectingSocket::tryNow()
{
    feed(ConnectionMachine::TryNow {});
}

void ReconnectingSocket::networkCameBack()
{
    feed(ConnectionMachine::NetworkUp {});
}

void ReconnectingSocket::greeted()
{
    feed(ConnectionMachine::Greeted {});
}

void ReconnectingSocket::expectReturn(std::chrono::milliseconds retryAfter)
{
    feed(ConnectionMachine::GoingAway { retryAfter });
}

void ReconnectingSocket::drop()
{
    if (m_peer)
        m_peer->abort();
}

void ReconnectingSocket::check()
{
    const Instant now = m_clock.now();
    if (state() == State::Waiting && m_retryAt <= now) {
        feed(ConnectionMachine::TimerFired {});
        return;
    }
    if (m_peer && m_peerCheckAt <= now) {
        const QPointer<ReconnectingSocket> self(this);
        const Instant next = m_peer->check();
        if (!self)
            return;
        m_peerCheckAt = std::min(next, now + peerCheckEvery);
    }
    schedule();
}

void ReconnectingSocket::feed(const ConnectionMachine::Input &input)
{
    const State before = state();
    const bool wasLoud = m_machine.isLoud();
    const ConnectionMachine::Action action = m_machine.handle(input, m_clock.now(), m_random);

    if (std::holds_alternative<ConnectionMachine::Connect>(action))
        connectNow();
    else if (std::holds_alternative<ConnectionMachine::Disconnect>(action))
        retirePeer();
    else if (const auto *timer = std::get_if<ConnectionMachine::StartTimer>(&action))
        wait(*timer);
    schedule();
    announce(before, wasLoud, action);
}

/// Says what has changed. A listener may change the state again, or delete this object; then the
/// rest is no longer true, and is not said.
void ReconnectingSocket::announce(State before, bool wasLoud,
                                  const ConnectionMachine::Action &action)
{
    const State now = state();
    if (now == before)
        return;
    const QPointer<ReconnectingSocket> self(this);
    const auto isCurrent = [&] { return self && state() == now; };

    Q_EMIT stateChanged(now);
    if (const auto *timer = std::get_if<ConnectionMachine::StartTimer>(&action)) {
        if (isCurrent())
            Q_EMIT reconnecting(timer->attempt, timer->delay);
        if (isCurrent() && !wasLoud && m_machine.isLoud())
            Q_EMIT maxRetriesReached();
    }
    if (now == State::Online && isCurrent() && attempt() > 0)
        Q_EMIT reconnected(attempt());
    if (now == State::Refused && isCurrent())
        Q_EMIT refused(lastClose());
    if (now == State::Greeting && isCurrent())
        Q_EMIT opened();
}

void ReconnectingSocket::connectNow()
{
    retirePeer();
    m_peer = std::make_unique<Peer>(m_factory(), m_clock, Heartbeat::ofClient());
    m_peerCheckAt = m_clock.now() + peerCheckEvery;
    Peer *const peer = m_peer.get();
    connect(peer, &Peer::opened, this, [this] { feed(ConnectionMachine::Opened {}); });
    connect(peer, &Peer::received, this, &ReconnectingSocket::received);
    connect(peer, &Peer::garbled, this, [](const Error &error) {
        qCWarning(lcClient, "the server sent a frame that can not be read: %s",
                  qPrintable(error.toText()));
    });
    connect(peer, &Peer::failed, this, [this](const QString &what) {
        m_lastProblem = what;
        qCInfo(lcClient, "connection failed: %s", qPrintable(what));
    });
    connect(peer, &Peer::closed, this, [this](const CloseReason &reason) {
        qCInfo(lcClient, "connection closed with %d", reason.code);
        retirePeer();
        feed(ConnectionMachine::Closed { reason });
    });
}

/// Lets go of the connection without a signal. The peer lives on until it is closed, so that its
/// open requests are answered, and because it may be the one that is calling.
void ReconnectingSocket::retirePeer()
{
    Peer *const peer = m_peer.release();
    if (!peer)
        return;
    peer->disconnect(this);
    peer->setParent(this);
    if (peer->transport().state() == Transport::State::Closed) {
        peer->deleteLater();
        return;
    }
    connect(peer, &Peer::closed, peer, &QObject::deleteLater);
    peer->close(CloseCode::Normal, u"leaving"_s);
}

void ReconnectingSocket::wait(const ConnectionMachine::StartTimer &timer)
{
    m_retryAt = m_clock.now() + timer.delay;
    qCInfo(lcClient, "attempt %d in %lld ms", timer.attempt,
           static_cast<long long>(timer.delay.count()));
}

void ReconnectingSocket::schedule()
{
    if (state() == State::Waiting)
        m_timer.start(untilRetry());
    else if (m_peer)
        m_timer.start(std::max(m_peerCheckAt - m_clock.now(), std::chrono::milliseconds { 0 }));
    else
        m_timer.stop();
}

} // namespace chat
