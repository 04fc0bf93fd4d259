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
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() != Qt::UTC)
        return std::nullopt;
    return Timestamp { milliseconds { time.toMSecsSinceEpoch() } };
}

} // namespace chat
