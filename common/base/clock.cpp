#include "common/base/clock.h"

#include "common/base/literals.h"

#include <QDateTime>

namespace chat {

using std::chrono::milliseconds;

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<milliseconds>(std::chrono::steady_clock::now());
}

Timestamp SystemClock::wallTime() const
{
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

QString toIsoText(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

std::optional<Timestamp> fromIsoText(const QString &text)
{
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    const Timestamp time { milliseconds { parsed.toMSecsSinceEpoch() } };
    // Qt also reads local times, other precisions and 24:00.
    if (!parsed.isValid() || toIsoText(time) != text)
        return std::nullopt;
    return time;
}

} // namespace chat
