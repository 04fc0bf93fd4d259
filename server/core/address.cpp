#include "server/core/address.h"

#include <QHostAddress>

namespace chat {

QString addressKey(const QString &peerName)
{
    const qsizetype colon = peerName.lastIndexOf(u':');
    QString text = colon < 0 ? peerName : peerName.left(colon);
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.sliced(1, text.size() - 2);
    const QHostAddress address(text);
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4); // also of ::ffff:192.0.2.7
    if (isIpv4)
        return QHostAddress(ipv4).toString();
    if (address.isNull())
        return text;
    constexpr int networkBytes = 8;
    Q_IPV6ADDR network = address.toIPv6Address();
    std::fill(network.c + networkBytes, network.c + sizeof network.c, quint8 { 0 });
    return QHostAddress(network).toString();
}

} // namespace chat
