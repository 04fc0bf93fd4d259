#include "client/ui/countdown.h"

namespace chat {

Countdown::Countdown(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_tick.setInterval(std::chrono::milliseconds(250));
    connect(&m_tick, &QTimer::timeout, this, &Countdown::check);
}

void Countdown::start(std::chrono::milliseconds wait)
{
    m_until = m_clock.now() + wait;
    m_told = secondsLeft();
    if (m_told > 0)
        m_tick.start();
    else
        m_tick.stop();
    Q_EMIT ticked(m_told);
}

void Countdown::stop()
{
    m_tick.stop();
    m_until = {};
    m_told = 0;
}

int Countdown::secondsLeft() const
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_until - m_clock.now());
    return static_cast<int>(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

void Countdown::check()
{
    const int left = secondsLeft();
    if (left == std::exchange(m_told, left))
        return;
    if (left == 0)
        m_tick.stop();
    Q_EMIT ticked(left);
}

} // namespace chat
