#include "common/base/backoff.h"

#include "common/base/random.h"

#include <algorithm>

namespace chat {

std::chrono::milliseconds Backoff::base() const
{
    // 2^20 * first is beyond any sensible cap, and far from overflow.
    const int doublings = std::min(m_attempts, 20);
    return std::min(m_policy.first * (std::chrono::milliseconds::rep { 1 } << doublings),
                    m_policy.cap);
}

std::chrono::milliseconds Backoff::next(Random &random)
{
    const double wait = static_cast<double>(base().count()) * random.uniform(m_policy.lowest, 1.0);
    ++m_attempts;
    return std::chrono::milliseconds { static_cast<long long>(wait) };
}

} // namespace chat
