#include "common/base/error.h"

#include "common/base/literals.h"

#include <algorithm>
#include <array>

namespace chat {

namespace {

constexpr std::array rows {
    ErrorRow { ErrorCode::NotAuthenticated, "not-authenticated"_L1, "Not authenticated"_L1, false },
    ErrorRow { ErrorCode::AuthenticationRequired, "authentication-required"_L1,
               "Authentication required"_L1, false },
    ErrorRow { ErrorCode::InvalidToken, "invalid-token"_L1, "Invalid token"_L1, false },
    ErrorRow { ErrorCode::NotAuthorized, "not-authorized"_L1, "User not authorized"_L1, false },
    ErrorRow { ErrorCode::WrongPassword, "wrong-password"_L1, "Wrong name or password"_L1, false },
    ErrorRow { ErrorCode::Banned, "banned"_L1, "You are banned"_L1, false },
    ErrorRow { ErrorCode::Muted, "muted"_L1, "You may not write here"_L1, false },
    ErrorRow { ErrorCode::TooManyConnections, "too-many-connections"_L1, "Too many connections"_L1,
               true },
    ErrorRow { ErrorCode::InvalidMessage, "invalid-message"_L1, "Invalid message format"_L1,
               false },
    ErrorRow { ErrorCode::TooLong, "too-long"_L1, "Message too long"_L1, false },
    ErrorRow { ErrorCode::NotAMember, "not-a-member"_L1, "Not a member of this room"_L1, false },
    ErrorRow { ErrorCode::NotFound, "not-found"_L1, "Not found"_L1, false },
    ErrorRow { ErrorCode::RateLimited, "rate-limited"_L1, "Too many messages"_L1, true },
    ErrorRow { ErrorCode::Conflict, "conflict"_L1, "Already taken"_L1, false },
    ErrorRow { ErrorCode::StoreFull, "store-full"_L1, "The store is full"_L1, true },
    ErrorRow { ErrorCode::Unavailable, "unavailable"_L1, "Temporarily unavailable"_L1, true },
    ErrorRow { ErrorCode::Internal, "internal"_L1, "Internal error"_L1, true },
};

} // namespace

std::span<const ErrorRow> errorTable()
{
    return rows;
}

const ErrorRow &errorRow(ErrorCode code)
{
    return rows.at(static_cast<std::size_t>(code));
}

ErrorCode errorCodeFromWire(QStringView wireName)
{
    const auto row = std::ranges::find_if(
        rows, [wireName](const ErrorRow &candidate) { return wireName == candidate.wireName; });
    return row == rows.end() ? ErrorCode::Internal : row->code;
}

QString Error::toText() const
{
    const QString name = errorRow(code).wireName;
    return detail.isEmpty() ? name : name + ": "_L1 + detail;
}

} // namespace chat
