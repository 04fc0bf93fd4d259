#include "client/core/serveraddress.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QHostAddress>

namespace chat {

namespace {

QString withScheme(const QString &text)
{
    if (text.contains("://"_L1))
        return text;
    const bool isBareIpv6 = QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol;
    return isBareIpv6 ? u"ws://[%1]"_s.arg(text) : "ws://"_L1 + text;
}

} // namespace

std::optional<ServerAddress> ServerAddress::fromText(const QString &text)
{
    const QUrl given(withScheme(text.trimmed()), QUrl::StrictMode);
    const QString scheme = given.scheme();
    const bool isOurs = scheme == "confab"_L1;
    if (!given.isValid() || given.host().isEmpty()
        || (!isOurs && scheme != "ws"_L1 && scheme != "wss"_L1))
        return std::nullopt;

    ServerAddress address;
    address.url.setScheme(isOurs ? u"ws"_s : scheme);
    address.url.setHost(given.host());
    address.url.setPort(given.port(limits::defaultPort));
    const QString path = given.path();
    if (isOurs)
        address.room = RoomId::fromText(path.section(u'/', 1, 1).left(limits::roomIdLength));
    else if (path.size() > 1)
        address.url.setPath(path);
    return address;
}

QString ServerAddress::toText() const
{
    return url.scheme() == "ws"_L1 && url.path().isEmpty() ? url.authority() : url.toString();
}

} // namespace chat
