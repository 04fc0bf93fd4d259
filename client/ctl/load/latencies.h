#pragma once

#include <array>
#include <chrono>

#include <QtGlobal>

namespace chat {

/// How long things took: counts in buckets whose width grows with the time, so that a percentile is
/// right to 1/64 of itself, whatever the number of things. The largest one is kept exactly.
class Latencies
{
public:
    using Duration = std::chrono::nanoseconds;

    /// Negative ones count as nothing.
    void add(Duration time);
    qint64 count() const { return m_count; }
    /// The time that this share (0..1) of all stays within; 0 while there are none.
    Duration percentile(double share) const;
    Duration largest() const { return m_largest; }

private:
    static constexpr int finestBits = 7; // below 2^7 ns each has a bucket of its own
    static constexpr int stepsPerDoubling = 1 << (finestBits - 1);
    static constexpr int doublings = 64 - finestBits;

    static size_t bucketOf(quint64 time);
    static quint64 topOf(size_t bucket);

    std::array<qint64, (doublings + 2) * stepsPerDoubling> m_buckets {};
    qint64 m_count = 0;
    Duration m_largest { 0 };
};

} // namespace chat
