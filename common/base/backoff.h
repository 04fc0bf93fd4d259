#pragma once

#include <chrono>

namespace chat {

class Random;

/// The wait before the n-th attempt: first * 2^n, at most cap, times a random factor, so that the
/// clients of a restarted server do not come back in the same instant.
class Backoff
{
public:
    struct Policy
    {
        std::chrono::milliseconds first { 1000 };
        std::chrono::milliseconds cap { 30000 };
        /// The random factor is evenly spread in [lowest, 1).
        double lowest = 0.5;
    };

    Backoff() = default;
    explicit Backoff(Policy policy)
        : m_policy(policy)
    {
    }

    /// How often next() was called since the last reset().
    int attempts() const { return m_attempts; }
    /// The wait before the next attempt without its random part.
    std::chrono::milliseconds base() const;
    /// The wait before the next attempt; counts it.
    std::chrono::milliseconds next(Random &random);
    void reset() { m_attempts = 0; }

private:
    Policy m_policy;
    int m_attempts = 0;
};

} // namespace chat
