#pragma once

#include <QString>

namespace chat {

/// What one owner has of addresses, as far as one can tell: an IPv4 address, or the first 64 bits
/// of an IPv6 one, of which everybody has as many as they like. Takes "192.0.2.7:50312", and the
/// like with IPv6. What is no address is its own key.
QString addressKey(const QString &peerName);

} // namespace chat
