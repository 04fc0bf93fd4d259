#include "client/core/serveraddress.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QHostAddress>

namespace chat {

namespace {

constexpr auto anyScheme = "confab"_L1;

QString withScheme(const QString &text)
{
    if (text.contains("://"_L1))
        return text;
    const bool isBareIpv6 = QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol;
    return anyScheme + (isBareIpv6 ? u"://[%1]"_s.arg(text) : "://"_L1 + text);
}

bool isThisMachine(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString usualScheme(const QString &host)
{
    return isThisMachine(host) ? u"ws"_s : u"wss"_s;
}

} // namespace

std::optional<ServerAddress> ServerAddress::fromText(const QString &text)
{
    const QUrl given(withScheme(text.trimmed()), QUrl::StrictMode);
    const QString scheme = given.scheme();
    const bool isOurs = scheme == anyScheme;
    if (!given.isValid() || given.host().isEmpty()
        || (!isOurs && scheme != "ws"_L1 && scheme != "wss"_L1))
        return std::nullopt;

    ServerAddress address;
    address.url.setScheme(isOurs ? usualScheme(given.host()) : scheme);
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
    const bool isUsual = url.scheme() == usualScheme(url.host()) && url.path().isEmpty();
    return isUsual ? url.authority() : url.toString();
}

bool ServerAddress::isHere() const
{
    return isThisMachine(url.host());
}

} // namespace chat
