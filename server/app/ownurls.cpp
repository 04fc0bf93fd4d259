#include "server/app/ownurls.h"

#include "common/base/literals.h"

namespace chat {

namespace {

/// What a socket bound to `bound` hears of: Qt binds "::" to IPv6 alone.
QList<QHostAddress> heardOn(const QHostAddress &bound, const QList<QHostAddress> &own)
{
    const auto protocol = bound.protocol();
    const bool isEverywhere = protocol == QAbstractSocket::AnyIPProtocol
        || bound == QHostAddress(QHostAddress::AnyIPv4)
        || bound == QHostAddress(QHostAddress::AnyIPv6);
    if (!isEverywhere)
        return { bound };
    QList<QHostAddress> heard = own;
    if (protocol != QAbstractSocket::AnyIPProtocol)
        heard.removeIf(
            [protocol](const QHostAddress &each) { return each.protocol() != protocol; });
    return heard;
}

} // namespace

QStringList ownUrls(const QHostAddress &bound, quint16 port, const QList<QHostAddress> &own)
{
    QStringList urls;
    for (const QHostAddress &address : heardOn(bound, own)) {
        const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        if (!isV6 || !address.isLinkLocal())
            urls
                << (isV6 ? u"wss://[%1]:%2"_s : u"wss://%1:%2"_s).arg(address.toString()).arg(port);
    }
    return urls;
}

} // namespace chat
