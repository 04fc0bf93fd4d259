#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace chat {

/// A moment on a clock that never jumps; for timeouts and deadlines.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;
/// UTC, in milliseconds; for what people see and for ids. It never orders anything.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// The only door to time, so that tests can hold it still.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual Timestamp wallTime() const = 0;
};

/// The machine's clocks. Thread-safe.
class SystemClock final : public Clock
{
public:
    Instant now() const override;
    Timestamp wallTime() const override;
};

/// "2026-01-01T12:00:00.000Z", for the years 1 to 9999.
QString toIsoText(Timestamp time);
/// The reverse of toIsoText; nothing for any other text.
std::optional<Timestamp> fromIsoText(const QString &text);

} // namespace chat
