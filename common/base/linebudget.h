#pragma once

#include "common/base/tokenbucket.h"

#include <QtGlobal>

#include <optional>
#include <utility>

namespace chat {

/// Lets so many log lines of one class through, and counts the others: who causes them must not be
/// able to fill the disk. A value without a clock.
class LineBudget
{
public:
    LineBudget(double perSecond, double burst, Instant now)
        : m_bucket(perSecond, burst, now)
    {
    }

    /// How many lines were left out since the last one, if this one is to be written.
    std::optional<quint64> take(Instant now)
    {
        if (m_bucket.take(1, now)) {
            ++m_omitted;
            return std::nullopt;
        }
        return std::exchange(m_omitted, 0);
    }

private:
    TokenBucket m_bucket;
    quint64 m_omitted = 0;
};

} // namespace chat
