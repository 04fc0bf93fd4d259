#include "server/core/bans.h"

namespace chat {

namespace {

QPair<QHostAddress, int> network(const QString &text)
{
    const auto parsed = QHostAddress::parseSubnet(text);
    // Without a length it is one address, not what classes of networks once made of it.
    if (text.contains(u'/') || parsed.second < 0)
        return parsed;
    const QHostAddress address(text);
    return { address, address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128 };
}

} // namespace

void Bans::put(const Ban &ban)
{
    remove(ban.kind, ban.target);
    m_bans.prepend(ban);
}

void Bans::remove(BanKind kind, const QString &target)
{
    m_bans.removeIf([&](const Ban &ban) { return ban.kind == kind && ban.target == target; });
}

std::optional<Ban> Bans::find(const UserId &user, const DeviceId &device,
                              const QHostAddress &address, Timestamp now) const
{
    const QHostAddress plain = plainAddress(address);
    const auto isMeant = [&](const Ban &ban) {
        switch (ban.kind) {
        case BanKind::Account:
            return ban.target == user.text();
        case BanKind::Device:
            return ban.target == device.text();
        case BanKind::Address:
            return !plain.isNull() && plain.isInSubnet(network(ban.target));
        }
        Q_UNREACHABLE();
    };
    for (const Ban &ban : m_bans) {
        if ((!ban.until || *ban.until > now) && isMeant(ban))
            return ban;
    }
    return std::nullopt;
}

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

bool isNetwork(const QString &text)
{
    return !QHostAddress(text.section(u'/', 0, 0)).isNull() && network(text).second >= 0;
}

} // namespace chat
