#pragma once

#include "common/base/random.h"

#include <random>

namespace chat {

/// Chance that repeats itself: the same seed gives the same numbers on every machine.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(quint64 seed)
        : m_engine(seed)
    {
    }

    quint64 next() override { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

} // namespace chat
