#include "server/core/keyedbuckets.h"

#include "common/base/limits.h"
#include "server/core/forget.h"

namespace chat {

KeyedBuckets::KeyedBuckets(double perSecond, double burst)
    : m_perSecond(perSecond)
    , m_burst(burst)
{
}

std::optional<std::chrono::milliseconds> KeyedBuckets::take(const QString &key, double cost,
                                                            Instant now)
{
    auto entry = m_entries.find(key);
    if (entry == m_entries.end()) {
        forgetOlderHalf(m_entries, &Entry::last, limits::remembered);
        entry = m_entries.insert(key,
                                 { .bucket = TokenBucket(m_perSecond, m_burst, now), .last = now });
    }
    entry->last = now;
    return entry->bucket.take(cost, now);
}

void KeyedBuckets::giveBack(const QString &key, double cost, Instant now)
{
    const auto entry = m_entries.find(key);
    if (entry != m_entries.end())
        entry->bucket.giveBack(cost, now);
}

} // namespace chat
