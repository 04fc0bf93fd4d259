#pragma once

#include <QMetaType>
#include <QString>

namespace chat {

/// Why we end a connection. 44xx and 1015: stop and tell the person; anything else: come back.
/// All of a server's are in RFC 6455's private range (7.4.2), because Qt turns a received 1012 to
/// 1014 into 1002.
enum class CloseCode : quint16 {
    Normal = 1000, // said by a client whose person leaves (RFC 6455, 7.4.1)
    /// Never sent (RFC 6455, 7.4.1): a client's transport ends with it when the server's key is not
    /// known to it; the text is the key's fingerprint in hexadecimal digits.
    Untrusted = 1015,
    BadRequest = 4400,
    Unauthenticated = 4401,
    Banned = 4403,
    Superseded = 4409, // by a newer connection of this device
    WrongVersion = 4426,
    Internal = 4500,
    GoingAway = 4503, // restarting or overloaded
    AuthenticationTimeout = 4504,
    TooSlow = 4508, // to read what is sent to it
    NoAnswer = 4512, // to pings
    TooFast = 4529,
};

/// Whether a client that was closed with this code should connect again by itself. Takes any
/// number, since the other end and Qt itself use codes that are not ours.
bool mayComeBack(int code);

/// How a connection ended. `isClean` says that a closing handshake took place; without one the
/// code is 1006 (RFC 6455, 7.1.5).
struct CloseReason
{
    static constexpr int abnormal = 1006;

    int code = abnormal;
    QString text;
    bool isClean = false;

    friend bool operator==(const CloseReason &, const CloseReason &) = default;
};

} // namespace chat

Q_DECLARE_METATYPE(chat::CloseReason)
