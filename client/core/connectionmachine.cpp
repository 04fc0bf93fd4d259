#include "client/core/connectionmachine.h"

#include "common/base/limits.h"

#include <utility>

namespace chat {

bool ConnectionMachine::isLoud() const
{
    return m_backoff.attempts() > limits::loudAttempts;
}

ConnectionMachine::Action ConnectionMachine::handle(const Input &input, Instant now, Random &random)
{
    return std::visit([&](const auto &what) { return on(what, now, random); }, input);
}

ConnectionMachine::Action ConnectionMachine::on(Start, Instant, Random &)
{
    return m_state == State::Offline || m_state == State::Refused ? beginAnew() : Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(Stop, Instant, Random &)
{
    return std::exchange(m_state, State::Offline) == State::Offline ? Action(Nothing {})
                                                                    : Disconnect {};
}

ConnectionMachine::Action ConnectionMachine::on(TryNow, Instant, Random &)
{
    if (m_state == State::Refused)
        return beginAnew();
    return m_state == State::Waiting ? connect() : Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(NetworkUp, Instant, Random &)
{
    // An attempt that began without a network may hang for long on its lost first packet.
    const bool isHopeful = m_state == State::Waiting || m_state == State::Connecting;
    return isHopeful ? connect() : Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(Opened, Instant, Random &)
{
    if (m_state == State::Connecting)
        m_state = State::Greeting;
    return Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(Greeted, Instant now, Random &)
{
    if (m_state == State::Greeting) {
        m_state = State::Online;
        m_onlineSince = now;
    }
    return Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(const GoingAway &said, Instant, Random &)
{
    if (m_state == State::Greeting || m_state == State::Online)
        m_promised = said.retryAfter;
    return Nothing {};
}

ConnectionMachine::Action ConnectionMachine::on(const Closed &closed, Instant now, Random &random)
{
    const bool hadConnection =
        m_state == State::Connecting || m_state == State::Greeting || m_state == State::Online;
    if (!hadConnection)
        return Nothing {};

    m_lastClose = closed.reason;
    const auto promised = std::exchange(m_promised, {});
    if (!mayComeBack(closed.reason.code)) {
        m_state = State::Refused;
        return Disconnect {};
    }
    if (m_state == State::Online && now - m_onlineSince >= limits::stableAfter)
        m_backoff.reset();
    m_state = State::Waiting;
    // The random wait comes on top, so that those who were told the same time come back apart.
    const auto delay = promised + m_backoff.next(random);
    return StartTimer { .delay = delay, .attempt = m_backoff.attempts() };
}

ConnectionMachine::Action ConnectionMachine::on(TimerFired, Instant, Random &)
{
    return m_state == State::Waiting ? connect() : Nothing {};
}

ConnectionMachine::Action ConnectionMachine::beginAnew()
{
    m_backoff.reset();
    m_promised = {};
    return connect();
}

ConnectionMachine::Action ConnectionMachine::connect()
{
    m_state = State::Connecting;
    return Connect {};
}

} // namespace chat
