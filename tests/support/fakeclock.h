#pragma once

#include "common/base/clock.h"

namespace chat {

/// Time that stands still until it is told to move.
class FakeClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    Timestamp wallTime() const override { return m_wallTime; }

    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_wallTime += by;
    }

private:
    Instant m_now { std::chrono::hours { 1 } };
    Timestamp m_wallTime { std::chrono::milliseconds { 1767268800000 } }; // 2026-01-01T12:00:00Z
};

} // namespace chat
