#pragma once

#include <QHostAddress>

#include <optional>

/// What has to be asked of the operating system about a connection that no Qt class has yet.
namespace chat::rawsocket {

/// Where a connection comes from.
struct Origin
{
    QHostAddress address; // IPv4 as such, also where it came to an IPv6 socket
    quint16 port = 0;

    /// "192.0.2.7:50312"
    QString toText() const;
};

/// Nothing when it has ended already.
std::optional<Origin> originOf(qintptr descriptor);

enum class Peeked { Byte, Nothing, End };

/// Looks at the first byte without taking it, and without waiting.
Peeked peek(qintptr descriptor, char &byte);

void close(qintptr descriptor);

} // namespace chat::rawsocket
