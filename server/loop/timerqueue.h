#pragma once

#include <QList>
#include <QMultiHash>

#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

class QObject;

namespace chat {

/// The timers of a thread, ordered by when they are due; equal ones in the order in which they were
/// set. It has no clock: whoever asks says what time it is. Adding, removing and taking one of n
/// timers costs O(log n).
///
/// A Precise timer is due exactly when it was asked for. A Coarse one is moved by up to a twentieth
/// of its interval to a round time, so that timers share wake-ups; at up to 20 ms that would be
/// less than what a wait can tell apart, and it is left alone. A VeryCoarse one is due at whole
/// seconds.
class TimerQueue
{
    Q_DISABLE_COPY(TimerQueue)

public:
    using Duration = std::chrono::nanoseconds;
    using Time = std::chrono::time_point<std::chrono::steady_clock, Duration>;

    /// A timer as it was asked for.
    struct Request
    {
        int id;
        Duration interval; // 0: due in every turn
        Qt::TimerType type;
    };
    /// One that is due, and is told to `object` now.
    struct Due
    {
        int id;
        QObject *object;
        Duration interval;
        quint64 registration; // tells it from a later timer with the same id
    };
    /// What is due at one moment. Whatever is set while it is being told is left for the next.
    struct Round
    {
        Time now;
        quint64 end;
    };

    TimerQueue() = default;

    /// The id is not in use.
    void insert(const Request &request, QObject *object, Time now);
    /// False when there is none.
    bool remove(int id);
    bool removeAll(const QObject *object);

    QList<Request> timersOf(const QObject *object) const;
    /// Until it is due, and 0 when it is overdue. Nothing when there is no such timer.
    std::optional<Duration> remaining(int id, Time now) const;
    /// When the next is due that is not just being told: its receiver may be waiting.
    std::optional<Time> nextDue() const;

    Round beginRound(Time now) const { return { .now = now, .end = m_nextOrder }; }
    /// The next one to tell, which is set anew by that; nothing at the end of the round. Each is
    /// told once a round, and not while it is being told already. finish() says that it has been.
    std::optional<Due> take(const Round &round);
    void finish(const Due &due);

private:
    using Key = std::pair<Time, quint64>; // when it is due, and which was set first

    struct Timer
    {
        Request request;
        QObject *object;
        Key key;
        quint64 registration;
        bool isBeingTold = false;
    };

    Key keyFor(Time due) { return { due, m_nextOrder++ }; }

    std::unordered_map<int, Timer> m_timers; // does not move them
    std::map<Key, Timer *> m_queue;
    QMultiHash<const QObject *, int> m_ids;
    quint64 m_nextOrder = 0;
};

} // namespace chat
