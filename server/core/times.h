#pragma once

#include <array>
#include <chrono>

#include <QtGlobal>

namespace chat {

/// How long something took, counted in classes. A value without a clock.
class Times
{
public:
    using Duration = std::chrono::microseconds;

    /// The upper bounds of the classes; what took longer than the last one is only in count().
    static constexpr std::array<Duration, 14> bounds {
        std::chrono::microseconds { 250 },  std::chrono::microseconds { 500 },
        std::chrono::milliseconds { 1 },    std::chrono::microseconds { 2500 },
        std::chrono::milliseconds { 5 },    std::chrono::milliseconds { 10 },
        std::chrono::milliseconds { 25 },   std::chrono::milliseconds { 50 },
        std::chrono::milliseconds { 100 },  std::chrono::milliseconds { 250 },
        std::chrono::milliseconds { 500 },  std::chrono::milliseconds { 1000 },
        std::chrono::milliseconds { 2500 }, std::chrono::milliseconds { 10'000 },
    };

    void add(Duration time)
    {
        ++m_count;
        m_sum += time;
        for (std::size_t at = 0; at < bounds.size(); ++at) {
            if (time <= bounds[at]) {
                ++m_counts[at];
                return;
            }
        }
    }

    quint64 count() const { return m_count; }
    Duration sum() const { return m_sum; }
    /// By class, each time in one of them only.
    const std::array<quint64, bounds.size()> &counts() const { return m_counts; }

private:
    quint64 m_count = 0;
    Duration m_sum { 0 };
    std::array<quint64, bounds.size()> m_counts {};
};

} // namespace chat
