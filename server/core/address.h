#pragma once

#include <QHostAddress>

namespace chat {

/// What one owner has of addresses, as far as one can tell: the IPv4 address, also when it is
/// written as an IPv6 one, or the first 64 bits of an IPv6 one, of which everybody has as many as
/// they like.
QHostAddress ownersAddress(const QHostAddress &address);

/// The address in "192.0.2.7:50312", and the like with IPv6; null when there is none.
QHostAddress addressIn(const QString &peerName);

/// A key for the owner of a transport's other end. What is no address is its own key.
QString addressKey(const QString &peerName);

/// The same; empty for this machine, which nobody counts.
QString countedAddress(const QString &peerName);

} // namespace chat
