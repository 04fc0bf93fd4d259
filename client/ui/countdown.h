#pragma once

#include "common/base/clock.h"

#include <QTimer>

namespace chat {

/// Tells how many seconds are left of a wait, for whoever shows them.
class Countdown final : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive this object.
    explicit Countdown(const Clock &clock, QObject *parent = nullptr);

    /// Tells at once, and then once for each second; a wait that is not over zero is over.
    void start(std::chrono::milliseconds wait);
    /// Tells nothing any more.
    void stop();
    /// Rounded up; 0 when nothing is waited for.
    int secondsLeft() const;
    /// Does what is due by the clock. Called by a timer of its own; tests that move the clock call
    /// it themselves.
    void check();

Q_SIGNALS:
    void ticked(int secondsLeft); // 0: it is over

private:
    const Clock &m_clock;
    Instant m_until {};
    int m_told = 0;
    QTimer m_tick;
};

} // namespace chat
