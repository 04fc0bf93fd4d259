#pragma once

#include "client/core/connectionmachine.h"
#include "common/protocol/peer.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace chat {

/// Makes a transport that is connecting; a new one for each attempt, since a QWebSocket that
/// failed does not forget it.
using TransportFactory = std::function<std::unique_ptr<Transport>()>;

/// A connection that comes back. Does what ConnectionMachine says: opens transports, waits, tells.
/// Whoever uses it greets the server on opened() and then calls greeted().
class ReconnectingSocket : public QObject
{
    Q_OBJECT

public:
    using State = ConnectionMachine::State;

    ReconnectingSocket(TransportFactory factory, const Clock &clock, Random &random,
                       QObject *parent = nullptr);
    ~ReconnectingSocket() override;

    State state() const { return m_machine.state(); }
    int attempt() const { return m_machine.attempt(); }
    const CloseReason &lastClose() const { return m_machine.lastClose(); }
    /// What last went wrong with an attempt, in English, for logs and scripts; empty when nothing
    /// did.
    const QString &lastProblem() const { return m_lastProblem; }
    /// Until the next attempt; zero when none is waited for.
    std::chrono::milliseconds untilRetry() const;
    /// Null when there is no connection at the moment.
    Peer *peer() const { return m_peer.get(); }

    void start();
    void stop();
    void tryNow();
    /// The machine has a network again: does not wait any longer.
    void networkCameBack();
    /// The server accepted who we are: from now on the connection counts as Online.
    void greeted();
    /// The server said when it will be back.
    void expectReturn(std::chrono::milliseconds retryAfter);
    /// Gives the connection up as broken, and comes back like after any other break.
    void drop();
    /// Does what is due by the clock. Called by a timer of its own; tests that move the clock call
    /// it themselves.
    void check();

Q_SIGNALS:
    void stateChanged(chat::ConnectionMachine::State state);
    /// A transport is open: greet the server.
    void opened();
    /// A push or an unexpected frame from the server.
    void received(const chat::Envelope &envelope);
    /// The connection ended. `attempt` counts from 1; the next try starts after `delay`.
    void reconnecting(int attempt, std::chrono::milliseconds delay);
    /// As many attempts as it takes to be worth telling have failed; it goes on trying.
    void maxRetriesReached();
    /// Back again after `attempts` tries.
    void reconnected(int attempts);
    /// Closed with a code that says: stop and tell the person.
    void refused(const chat::CloseReason &reason);

private:
    void feed(const ConnectionMachine::Input &input);
    void connectNow();
    void retirePeer();
    void wait(const ConnectionMachine::StartTimer &timer);
    void announce(State before, bool wasLoud, const ConnectionMachine::Action &action);
    void schedule();

    TransportFactory m_factory;
    const Clock &m_clock;
    Random &m_random;
    ConnectionMachine m_machine;
    std::unique_ptr<Peer> m_peer;
    QTimer m_timer; // until the next check()
    QString m_lastProblem;
    Instant m_retryAt {};
    Instant m_peerCheckAt {};
};

} // namespace chat
