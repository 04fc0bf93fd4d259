#include "common/base/tokenbucket.h"

#include <algorithm>
#include <cmath>

namespace chat {

TokenBucket::TokenBucket(double perSecond, double burst, Instant now)
    : m_perSecond(perSecond)
    , m_burst(burst)
    , m_tokens(burst)
    , m_filledAt(now)
{
}

std::optional<std::chrono::milliseconds> TokenBucket::take(double cost, Instant now)
{
    fill(now);
    const double price = std::min(cost, m_burst);
    if (m_tokens >= price) {
        m_tokens -= price;
        return std::nullopt;
    }
    const double waitMs = std::ceil((price - m_tokens) / m_perSecond * 1000.0);
    return std::chrono::milliseconds { static_cast<long long>(waitMs) };
}

void TokenBucket::giveBack(double cost, Instant now)
{
    fill(now);
    m_tokens = std::min(m_burst, m_tokens + cost);
}

void TokenBucket::fill(Instant now)
{
    const std::chrono::duration<double> passed = now - m_filledAt;
    m_tokens = std::min(m_burst, m_tokens + passed.count() * m_perSecond);
    m_filledAt = now;
}

} // namespace chat
