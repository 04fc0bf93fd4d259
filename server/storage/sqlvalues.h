#pragma once

#include "common/base/clock.h"

#include <QVariant>

namespace chat {

/// A null text would be SQL's NULL; an empty one is not.
inline QString storedText(const QString &text)
{
    return text.isNull() ? QString::fromLatin1("") : text;
}

/// Times are stored as milliseconds since 1970, UTC.
inline qint64 toMs(Timestamp time)
{
    return time.time_since_epoch().count();
}

inline Timestamp fromMs(const QVariant &value)
{
    return Timestamp { std::chrono::milliseconds { value.toLongLong() } };
}

inline std::optional<Timestamp> fromOptionalMs(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(fromMs(value));
}

} // namespace chat
