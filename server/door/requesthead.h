#pragma once

#include <QByteArray>

namespace chat {

/// What can be said of the beginning of a connection without consuming it.
enum class HeadState {
    Incomplete, // the empty line has not come yet
    Upgrade, // a whole HTTP head that asks for a WebSocket, and nothing after it
    Hasty, // the same, and more after it, for which the client was to wait (RFC 6455, 4.1)
    Other, // a whole HTTP head that asks for something else
    TooLarge, // more than limits::headerBytes without an empty line
};

/// Looks at the bytes that have come so far (RFC 9112, 2.1: a head ends with an empty line).
HeadState judgeHead(const QByteArray &bytes);

/// A whole HTTP response that refuses the connection and says why, in English, in plain text.
QByteArray refusalResponse(const QByteArray &status, const QByteArray &reason);

} // namespace chat
