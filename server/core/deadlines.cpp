#include "server/core/deadlines.h"

#include <algorithm>

namespace chat {

namespace {

// The rest of an id tells apart those of one slot: 16 million of them, and slots for 1700 years.
constexpr int orderBits = 24;
constexpr quint64 orders = quint64 { 1 } << orderBits;

} // namespace

Deadlines::Deadlines(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Deadlines::advance);
}

Deadlines::Id Deadlines::schedule(Instant due, Action action)
{
    const auto number = (due.time_since_epoch() + slot - std::chrono::milliseconds { 1 }) / slot;
    const Id first = static_cast<Slot>(number) << orderBits;
    Id id = first | ++m_scheduled % orders;
    while (m_actions.contains(id)) // it has waited while millions came and went
        id = first | ++m_scheduled % orders;
    m_actions.emplace(id, std::move(action));
    if (m_actions.begin()->first == id)
        arm();
    return id;
}

Deadlines::Id Deadlines::scheduleIn(std::chrono::milliseconds wait, Action action)
{
    return schedule(m_clock.now() + wait, std::move(action));
}

void Deadlines::cancel(Id id)
{
    m_actions.erase(id);
}

void Deadlines::advance()
{
    const auto now = static_cast<Slot>(m_clock.now().time_since_epoch() / slot);
    // One at a time: an action may cancel its neighbour, or schedule another one.
    while (!m_actions.empty() && m_actions.begin()->first >> orderBits <= now)
        m_actions.extract(m_actions.begin()).mapped()();
    arm();
}

void Deadlines::arm()
{
    if (m_actions.empty()) {
        m_timer.stop();
        return;
    }
    // What is due in months is more than a timer can count.
    constexpr std::chrono::milliseconds longest = std::chrono::hours(1);
    const auto next = static_cast<Instant::rep>(m_actions.begin()->first >> orderBits);
    const Instant due { slot * next };
    m_timer.start(std::clamp(due - m_clock.now(), std::chrono::milliseconds { 0 }, longest));
}

} // namespace chat
