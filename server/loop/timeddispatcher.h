#pragma once

#include "server/loop/timerqueue.h"

#include <QAbstractEventDispatcher>

#include <algorithm>
#include <limits>

namespace chat {

/// The part of an event dispatcher that keeps timers, in the words of the Qt that it is built with:
/// Qt 6.8 gave times nanoseconds and timers ids of their own type. Only this file knows.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)

class TimedDispatcher : public QAbstractEventDispatcherV2
{
public:
    // The old names are final in the base, and hidden on purpose.
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_GCC("-Woverloaded-virtual")
    QT_WARNING_DISABLE_CLANG("-Woverloaded-virtual")
    void registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type,
                       QObject *object) override
    {
        m_timers.insert({ .id = qToUnderlying(id), .interval = interval, .type = type }, object,
                        now());
    }
    bool unregisterTimer(Qt::TimerId id) override { return m_timers.remove(qToUnderlying(id)); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeAll(object); }
    QList<TimerInfoV2> timersForObject(QObject *object) const override
    {
        QList<TimerInfoV2> found;
        const QList<TimerQueue::Request> timers = m_timers.timersOf(object);
        for (const TimerQueue::Request &timer : timers)
            found << TimerInfoV2 { timer.interval, Qt::TimerId(timer.id), timer.type };
        return found;
    }
    Duration remainingTime(Qt::TimerId id) const override
    {
        return m_timers.remaining(qToUnderlying(id), now()).value_or(Duration::min());
    }
    QT_WARNING_POP

#else

class TimedDispatcher : public QAbstractEventDispatcher
{
public:
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override
    {
        const std::chrono::milliseconds time { interval };
        m_timers.insert({ .id = id, .interval = time, .type = type }, object, now());
    }
    bool unregisterTimer(int id) override { return m_timers.remove(id); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeAll(object); }
    QList<TimerInfo> registeredTimers(QObject *object) const override
    {
        QList<TimerInfo> found;
        const QList<TimerQueue::Request> timers = m_timers.timersOf(object);
        for (const TimerQueue::Request &timer : timers)
            found << TimerInfo { timer.id, inMilliseconds(timer.interval), timer.type };
        return found;
    }
    int remainingTime(int id) override
    {
        const auto time = m_timers.remaining(id, now());
        return time ? inMilliseconds(*time) : -1;
    }

#endif

protected:
    static TimerQueue::Time now()
    {
        return std::chrono::steady_clock::now();
    }
    /// Rounded up: a wait never ends before what it waits for.
    static int inMilliseconds(TimerQueue::Duration time)
    {
        const auto whole = std::chrono::ceil<std::chrono::milliseconds>(time).count();
        return static_cast<int>(std::min<qint64>(whole, std::numeric_limits<int>::max()));
    }

    TimerQueue m_timers;
};

} // namespace chat
