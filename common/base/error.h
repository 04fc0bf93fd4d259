#pragma once

#include <QLatin1StringView>
#include <QString>

#include <chrono>
#include <optional>
#include <span>

namespace chat {

/// Every way in which a request can be refused. The names are stable: they are on the wire.
enum class ErrorCode {
    NotAuthenticated,
    AuthenticationRequired,
    InvalidToken,
    NotAuthorized,
    WrongPassword,
    Banned,
    Muted,
    TooManyConnections,
    InvalidMessage,
    TooLong,
    NotAMember,
    NotFound,
    RateLimited,
    Conflict,
    StoreFull,
    Unavailable,
    Internal,
};

/// What one code is called on the wire, the exact text that goes with it, and whether the same
/// request may succeed later without being changed.
struct ErrorRow
{
    ErrorCode code;
    QLatin1StringView wireName;
    QLatin1StringView text;
    bool isRetryable;
};

/// The one table of errors, in the order of the enum.
std::span<const ErrorRow> errorTable();
const ErrorRow &errorRow(ErrorCode code);

/// The code of a wire name; Internal for a name that this version does not know.
ErrorCode errorCodeFromWire(QStringView wireName);

/// A refusal. `detail` is English, for logs and for people who debug: it says who, what, limit and
/// value, and never holds a secret or a message's text. The client shows its own words for `code`.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail = {};
    std::optional<std::chrono::milliseconds> retryAfter = {};
    /// What would have been accepted instead, for example a free name.
    QString suggestion = {};

    bool isRetryable() const { return errorRow(code).isRetryable; }
    /// "rate-limited: 21 sends in 1 s, limit is 20", for logs.
    QString toText() const;

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace chat
