#include "server/core/deadlines.h"

#include <algorithm>

namespace chat {

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
    const Slot number = (due.time_since_epoch() + slot - std::chrono::milliseconds { 1 }) / slot;
    const Id id = ++m_lastId;
    m_wheel[number].push_back({ id, std::move(action) });
    m_slots.insert(id, number);
    if (m_wheel.begin()->first == number)
        arm();
    return id;
}

Deadlines::Id Deadlines::scheduleIn(std::chrono::milliseconds wait, Action action)
{
    return schedule(m_clock.now() + wait, std::move(action));
}

void Deadlines::cancel(Id id)
{
    const auto number = m_slots.constFind(id);
    if (number == m_slots.constEnd())
        return;
    const auto entries = m_wheel.find(*number);
    std::erase_if(entries->second, [id](const Entry &entry) { return entry.id == id; });
    if (entries->second.empty())
        m_wheel.erase(entries);
    m_slots.erase(number);
}

void Deadlines::advance()
{
    const Slot now = m_clock.now().time_since_epoch() / slot;
    while (!m_wheel.empty() && m_wheel.begin()->first <= now) {
        // One at a time: an action may cancel its neighbour, or schedule another one.
        auto &entries = m_wheel.begin()->second;
        const Entry entry = std::move(entries.front());
        entries.erase(entries.begin());
        if (entries.empty())
            m_wheel.erase(m_wheel.begin());
        m_slots.remove(entry.id);
        entry.action();
    }
    arm();
}

void Deadlines::arm()
{
    if (m_wheel.empty()) {
        m_timer.stop();
        return;
    }
    const Instant due { slot * m_wheel.begin()->first };
    m_timer.start(std::max(due - m_clock.now(), std::chrono::milliseconds { 0 }));
}

} // namespace chat
