#pragma once

#include "common/base/clock.h"

#include <optional>

namespace chat {

/// A rate limiter: holds up to `burst` tokens, refilled at `perSecond`. A value without a clock.
class TokenBucket
{
public:
    /// perSecond > 0, burst >= 1. Starts full at `now`.
    TokenBucket(double perSecond, double burst, Instant now);

    /// Takes `cost` tokens and answers nothing; or, when there are too few, takes none and answers
    /// how long to wait until there are enough. A cost over `burst` counts as `burst`.
    std::optional<std::chrono::milliseconds> take(double cost, Instant now);

    /// What was taken for something that shall not count.
    void giveBack(double cost, Instant now);

private:
    void fill(Instant now);

    double m_perSecond;
    double m_burst;
    double m_tokens;
    Instant m_filledAt;
};

} // namespace chat
