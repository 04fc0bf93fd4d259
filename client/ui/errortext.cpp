#include "client/ui/errortext.h"

#include "common/protocol/closecodes.h"

#include <algorithm>
#include <limits>

namespace chat {

QString ErrorText::of(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotAuthenticated:
    case ErrorCode::AuthenticationRequired:
        return tr("You have to join the server first.");
    case ErrorCode::InvalidToken:
        return tr("The server does not know you any more. Please join again.");
    case ErrorCode::NotAuthorized:
        return tr("You are not allowed to do this.");
    case ErrorCode::WrongPassword:
        return tr("Name or password is wrong.");
    case ErrorCode::Banned:
        return tr("You have been banned.");
    case ErrorCode::Muted:
        return tr("You may not write in this room at the moment.");
    case ErrorCode::TooManyConnections:
        return tr("There are too many connections. Please try again later.");
    case ErrorCode::InvalidMessage:
        return tr("The server does not accept this.");
    case ErrorCode::TooLong:
        return tr("This is too long.");
    case ErrorCode::NotAMember:
        return tr("You are not in this room.");
    case ErrorCode::NotFound:
        return tr("This does not exist any more.");
    case ErrorCode::RateLimited:
        return tr("That was too fast. Please wait a moment.");
    case ErrorCode::Conflict:
        return tr("This is already taken.");
    case ErrorCode::StoreFull:
        return tr("The server has no space left.");
    case ErrorCode::Unavailable:
        return tr("The server can not do this at the moment.");
    case ErrorCode::Internal:
        return tr("Something went wrong on the server.");
    }
    Q_UNREACHABLE();
}

QString ErrorText::of(const Error &error)
{
    const auto wait =
        std::chrono::ceil<std::chrono::seconds>(error.retryAfter.value_or(std::chrono::seconds(0)));
    if (error.code != ErrorCode::RateLimited || wait.count() == 0)
        return of(error.code);
    return tr("That was too fast. Please wait %Ln s.", nullptr,
              static_cast<int>(std::min<qint64>(wait.count(), std::numeric_limits<int>::max())));
}

QString ErrorText::ofClose(int closeCode)
{
    switch (static_cast<CloseCode>(closeCode)) {
    case CloseCode::Untrusted:
        return tr("It has a key that you have not confirmed, so nothing was sent to it.");
    case CloseCode::BadRequest:
        return tr("The server and this version of Confab do not understand each other.");
    case CloseCode::Unauthenticated:
        return tr("The server does not know you any more. Please join again.");
    case CloseCode::Banned:
        return tr("You may not use this server.");
    case CloseCode::Superseded:
        return tr("You are connected from another window.");
    case CloseCode::WrongVersion:
        return tr("This server needs another version of Confab.");
    default:
        return tr("The server ended the connection and gave the code %1.").arg(closeCode);
    }
}

} // namespace chat
