#pragma once

#include "common/base/backoff.h"
#include "common/base/clock.h"
#include "common/protocol/closecodes.h"

#include <QMetaType>

#include <variant>

namespace chat {

class Random;

/// When to connect, to wait, to give up waiting and to stop: a value without sockets or timers.
/// Its owner feeds it what happened and does what it answers.
///
///     Offline --start--> Connecting --opened--> Greeting --greeted--> Online
///     Connecting, Greeting, Online --closed--> Waiting --timer, tryNow, networkUp--> Connecting
///     Connecting --networkUp--> Connecting, with a new transport
///     any --closed with 44xx--> Refused (until start or tryNow);  any --stop--> Offline
///
/// The wait is Backoff's; it starts again from its first value only after a connection has been
/// Online for limits::stableAfter, so that a server that accepts and drops does not see a hot loop.
/// A server that said when it will be back (going-away) is waited for that long, and then as usual.
class ConnectionMachine
{
public:
    enum class State { Offline, Connecting, Greeting, Online, Waiting, Refused };

    // Inputs.
    struct Start
    {
    };
    struct Stop
    {
    };
    struct TryNow
    {
    };
    struct NetworkUp
    {
    };
    struct Opened
    {
    }; // the transport is open
    struct Greeted
    {
    }; // authenticated: requests may be sent
    struct GoingAway
    {
        std::chrono::milliseconds retryAfter;
    };
    struct Closed
    {
        CloseReason reason;
    };
    struct TimerFired
    {
    }; // the one that the last StartTimer asked for
    using Input = std::variant<Start, Stop, TryNow, NetworkUp, Opened, Greeted, GoingAway, Closed,
                               TimerFired>;

    // Actions.
    struct Nothing
    {
    };
    struct Connect
    {
    }; // drop any old transport, open a new one, stop the timer
    struct Disconnect
    {
    }; // drop the transport, stop the timer
    struct StartTimer
    {
        std::chrono::milliseconds delay;
        int attempt;
    };
    using Action = std::variant<Nothing, Connect, Disconnect, StartTimer>;

    State state() const { return m_state; }
    /// The number of the attempt that is being waited for or made; 0 when none has failed.
    int attempt() const { return m_backoff.attempts(); }
    /// Whether limits::loudAttempts retries have failed in a row: worth telling, not worth giving
    /// up.
    bool isLoud() const;
    /// How the last connection ended; shown to the person when Refused.
    const CloseReason &lastClose() const { return m_lastClose; }

    Action handle(const Input &input, Instant now, Random &random);

private:
    Action on(Start, Instant now, Random &random);
    Action on(Stop, Instant now, Random &random);
    Action on(TryNow, Instant now, Random &random);
    Action on(NetworkUp, Instant now, Random &random);
    Action on(Opened, Instant now, Random &random);
    Action on(Greeted, Instant now, Random &random);
    Action on(const GoingAway &said, Instant now, Random &random);
    Action on(const Closed &closed, Instant now, Random &random);
    Action on(TimerFired, Instant now, Random &random);
    /// As if there had been no attempt before.
    Action beginAnew();
    Action connect();

    State m_state = State::Offline;
    Backoff m_backoff;
    Instant m_onlineSince {};
    std::chrono::milliseconds m_promised { 0 }; // by going-away
    CloseReason m_lastClose;
};

} // namespace chat
