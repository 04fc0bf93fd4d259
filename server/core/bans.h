#pragma once

#include "common/protocol/moderationvalues.h"

#include <QHostAddress>

namespace chat {

/// Who may not come in. A value.
class Bans
{
public:
    void put(const Ban &ban);
    void remove(BanKind kind, const QString &target);
    /// The newest first.
    const QList<Ban> &all() const { return m_bans; }

    /// The ban that keeps this person, device or address out at this time.
    std::optional<Ban> find(const UserId &user, const DeviceId &device, const QHostAddress &address,
                            Timestamp now) const;

private:
    QList<Ban> m_bans;
};

/// An address as it is compared: IPv4 as such, also when it was written as an IPv6 one.
QHostAddress plainAddress(const QHostAddress &address);
/// Whether the text is an address, or a network like 192.0.2.0/24.
bool isNetwork(const QString &text);

} // namespace chat
