#include "client/ctl/load/latencies.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace chat {

// A time keeps its highest finestBits bits. With s of them cut off, its bucket is s steps after the
// one that those bits alone name.
size_t Latencies::bucketOf(quint64 time)
{
    const int shift = std::max(static_cast<int>(std::bit_width(time)) - finestBits, 0);
    return static_cast<size_t>(shift * stepsPerDoubling) + (time >> shift);
}

quint64 Latencies::topOf(size_t bucket)
{
    if (bucket < 2 * stepsPerDoubling)
        return bucket;
    const size_t shift = bucket / stepsPerDoubling - 1;
    const quint64 bits = bucket - shift * stepsPerDoubling;
    return ((bits + 1) << shift) - 1;
}

void Latencies::add(Duration time)
{
    const Duration positive = std::max(time, Duration::zero());
    ++m_buckets[bucketOf(static_cast<quint64>(positive.count()))];
    ++m_count;
    m_largest = std::max(m_largest, positive);
}

Latencies::Duration Latencies::percentile(double share) const
{
    const auto wanted = static_cast<qint64>(std::ceil(share * static_cast<double>(m_count)));
    qint64 seen = 0;
    for (size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen > 0 && seen >= wanted)
            return std::min(Duration { static_cast<qint64>(topOf(bucket)) }, m_largest);
    }
    return {};
}

} // namespace chat
