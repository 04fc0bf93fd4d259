#pragma once

#include <QtGlobal>

namespace chat {

/// The only door to chance, so that tests can replay it.
class Random
{
public:
    virtual ~Random() = default;
    /// 64 random bits.
    virtual quint64 next() = 0;

    /// Evenly spread in [0, 1).
    double uniform();
    /// Evenly spread in [low, high), low < high.
    double uniform(double low, double high);
};

/// The operating system's generator: good enough for secrets.
class SystemRandom final : public Random
{
public:
    quint64 next() override;
};

} // namespace chat
