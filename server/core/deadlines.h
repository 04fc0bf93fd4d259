#pragma once

#include "common/base/clock.h"

#include <QTimer>

#include <functional>
#include <map>

namespace chat {

/// One timer for everything that is due at some time: heartbeats, typing, grace. Time in slots of
/// 50 ms, of which only the used ones exist: ten thousand deadlines cost one QTimer (whose own list
/// is searched linearly), each of them the logarithm of their number, and an idle server does not
/// wake up.
class Deadlines : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Deadlines)

public:
    using Id = quint64; // 0 names no deadline
    using Action = std::function<void()>;
    static constexpr std::chrono::milliseconds slot { 50 };

    explicit Deadlines(const Clock &clock, QObject *parent = nullptr);

    /// Runs `action` at `due` or up to one slot later, after what was scheduled for it before.
    Id schedule(Instant due, Action action);
    Id scheduleIn(std::chrono::milliseconds wait, Action action);
    /// Forgets a deadline; one that is over or 0 is fine.
    void cancel(Id id);
    /// Runs what is due. The timer calls it; tests do too, after moving their clock.
    void advance();
    int count() const { return static_cast<int>(m_actions.size()); }

private:
    using Slot = quint64; // number of the 50 ms since the clock's beginning, rounded up

    void arm();

    const Clock &m_clock;
    QTimer m_timer;
    quint64 m_scheduled = 0;
    std::map<Id, Action> m_actions; // an id begins with its slot, so this is the order of time
};

} // namespace chat
