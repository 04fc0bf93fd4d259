#pragma once

#include "common/base/clock.h"

#include <QHash>
#include <QTimer>

#include <functional>
#include <map>
#include <vector>

namespace chat {

/// One timer for everything that is due at some time: heartbeats, typing, grace. A wheel of 50 ms
/// slots of which only the used ones exist, so that ten thousand deadlines cost one QTimer (whose
/// own list is searched linearly), and an idle server does not wake up.
class Deadlines : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Deadlines)

public:
    using Id = quint64; // 0 names no deadline
    using Action = std::function<void()>;
    static constexpr std::chrono::milliseconds slot { 50 };

    explicit Deadlines(const Clock &clock, QObject *parent = nullptr);

    /// Runs `action` at `due` or up to one slot later.
    Id schedule(Instant due, Action action);
    Id scheduleIn(std::chrono::milliseconds wait, Action action);
    /// Forgets a deadline; one that is over or 0 is fine.
    void cancel(Id id);
    /// Runs what is due. The timer calls it; tests do too, after moving their clock.
    void advance();
    int count() const { return static_cast<int>(m_slots.size()); }

private:
    using Slot = qint64; // number of the 50 ms since the clock's beginning, rounded up
    struct Entry
    {
        Id id;
        Action action;
    };

    void arm();

    const Clock &m_clock;
    QTimer m_timer;
    Id m_lastId = 0;
    std::map<Slot, std::vector<Entry>> m_wheel;
    QHash<Id, Slot> m_slots;
};

} // namespace chat
