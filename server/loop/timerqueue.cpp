#include "server/loop/timerqueue.h"

#include <algorithm>

namespace chat {

using namespace std::chrono_literals;

namespace {

using Duration = TimerQueue::Duration;
using Time = TimerQueue::Time;

constexpr Duration longest = 24h * 36525; // a century, far from the end of what a Time can hold
constexpr Duration finest = 20ms; // up to here a Coarse timer is a Precise one

// How far apart the times of a timer are.
Duration periodOf(const TimerQueue::Request &timer)
{
    if (timer.type != Qt::VeryCoarseTimer || timer.interval <= 0ns)
        return timer.interval;
    return std::max<Duration>(1s, std::chrono::round<std::chrono::seconds>(timer.interval));
}

Duration toleranceOf(const TimerQueue::Request &timer)
{
    if (timer.interval <= 0ns || timer.type == Qt::PreciseTimer)
        return 0ns;
    if (timer.type == Qt::VeryCoarseTimer)
        return 500ms;
    return timer.interval > finest ? timer.interval / 20 : 0ns;
}

// The roundest time that is not further than `tolerance` from `time`.
Time rounded(Time time, Duration tolerance)
{
    constexpr Duration grids[] { 1s, 500ms, 250ms, 100ms, 50ms, 25ms, 10ms, 5ms, 2ms };
    for (const Duration grid : grids) {
        const Duration over = time.time_since_epoch() % grid;
        const Duration shift = over <= grid / 2 ? -over : grid - over;
        if (std::chrono::abs(shift) <= tolerance)
            return time + shift;
    }
    return time;
}

Time dueAfter(const TimerQueue::Request &timer, Time start)
{
    return rounded(start + periodOf(timer), toleranceOf(timer));
}

// What was missed is not made up for.
Time nextTime(const TimerQueue::Request &timer, Time last, Time now)
{
    const Time next = dueAfter(timer, last);
    return next >= now ? next : dueAfter(timer, now);
}

} // namespace

void TimerQueue::insert(const Request &request, QObject *object, Time now)
{
    Request kept = request;
    kept.interval = std::min(kept.interval, longest);
    const Key key = keyFor(dueAfter(kept, now));
    const auto [it, isNew] = m_timers.insert(
        { kept.id,
          Timer { .request = kept, .object = object, .key = key, .registration = key.second } });
    Q_ASSERT(isNew);
    m_queue.insert({ key, &it->second });
    m_ids.insert(object, kept.id);
}

bool TimerQueue::remove(int id)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return false;
    m_queue.erase(it->second.key);
    m_ids.remove(it->second.object, id);
    m_timers.erase(it);
    return true;
}

bool TimerQueue::removeAll(const QObject *object)
{
    const QList<int> ids = m_ids.values(object);
    for (const int id : ids)
        remove(id);
    return !ids.isEmpty();
}

QList<TimerQueue::Request> TimerQueue::timersOf(const QObject *object) const
{
    QList<Request> found;
    const QList<int> ids = m_ids.values(object);
    for (const int id : ids)
        found << m_timers.at(id).request;
    return found;
}

std::optional<Duration> TimerQueue::remaining(int id, Time now) const
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return std::nullopt;
    return std::max<Duration>(0ns, it->second.key.first - now);
}

std::optional<Time> TimerQueue::nextDue() const
{
    for (const auto &[key, timer] : m_queue) {
        if (!timer->isBeingTold)
            return key.first;
    }
    return std::nullopt;
}

std::optional<TimerQueue::Due> TimerQueue::take(const Round &round)
{
    while (!m_queue.empty()) {
        const auto first = m_queue.begin();
        const auto [due, order] = first->first;
        if (due > round.now || order >= round.end)
            break;
        auto node = m_queue.extract(first);
        Timer &timer = *node.mapped();
        timer.key = keyFor(nextTime(timer.request, due, round.now));
        node.key() = timer.key;
        m_queue.insert(std::move(node));
        if (timer.isBeingTold)
            continue;
        timer.isBeingTold = true;
        return Due { .id = timer.request.id,
                     .object = timer.object,
                     .interval = timer.request.interval,
                     .registration = timer.registration };
    }
    return std::nullopt;
}

void TimerQueue::finish(const Due &due)
{
    const auto it = m_timers.find(due.id);
    if (it != m_timers.end() && it->second.registration == due.registration)
        it->second.isBeingTold = false;
}

} // namespace chat
