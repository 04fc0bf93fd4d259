#include "server/core/address.h"

#include <algorithm>
#include <iterator>

namespace chat {

QHostAddress ownersAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4); // also of ::ffff:192.0.2.7
    if (isIpv4)
        return QHostAddress(ipv4);
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    constexpr int networkBytes = 8;
    Q_IPV6ADDR network = address.toIPv6Address();
    std::fill(network.c + networkBytes, std::end(network.c), quint8 { 0 });
    return QHostAddress(network);
}

QHostAddress addressIn(const QString &peerName)
{
    QString text = peerName.left(peerName.lastIndexOf(u':'));
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.sliced(1, text.size() - 2);
    return QHostAddress(text);
}

QString addressKey(const QString &peerName)
{
    const QHostAddress address = addressIn(peerName);
    return address.isNull() ? peerName : ownersAddress(address).toString();
}

QString countedAddress(const QString &peerName)
{
    return addressIn(peerName).isLoopback() ? QString() : addressKey(peerName);
}

} // namespace chat
