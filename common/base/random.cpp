#include "common/base/random.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace chat {

double Random::uniform()
{
    // The 53 bits that a double can hold exactly.
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::uniform(double low, double high)
{
    // The sum may be rounded up to `high` itself.
    return std::min(low + (high - low) * uniform(), std::nextafter(high, low));
}

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace chat
