#include "client/core/serverfinder.h"

#include "common/base/limits.h"
#include "common/base/logging.h"
#include "common/protocol/announcement.h"

#include <QNetworkDatagram>
#include <QNetworkInterface>

namespace chat {

namespace {

constexpr int datagramsPerTurn = 64; // in a flood, the rest of the program has its turn too

} // namespace

ServerFinder::ServerFinder(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_upkeep.setInterval(limits::beaconEvery);
    connect(&m_upkeep, &QTimer::timeout, this, &ServerFinder::upkeep);
    connect(&m_socket, &QUdpSocket::readyRead, this, &ServerFinder::readDatagrams);
}

bool ServerFinder::start(quint16 port, const QString &interfaceName)
{
    if (!m_socket.bind(QHostAddress::AnyIPv4, port,
                       QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint))
        return false;
    m_interfaceName = interfaceName;
    joinGroups();
    m_upkeep.start();
    return true;
}

// What remains after a turn makes the socket ready again.
void ServerFinder::readDatagrams()
{
    for (int i = 0; i < datagramsPerTurn && m_socket.hasPendingDatagrams(); ++i)
        readDatagram();
}

void ServerFinder::readDatagram()
{
    // One byte more than allowed shows that a datagram is too long.
    const QNetworkDatagram datagram = m_socket.receiveDatagram(limits::beaconBytes + 1);
    const auto announcement = decodeAnnouncement(datagram.data());
    if (!announcement) {
        qCDebug(lcDiscovery).noquote() << "ignored:" << announcement.error().toText();
        return;
    }
    m_servers.upsert({ .id = announcement->id,
                       .name = announcement->name,
                       .address = datagram.senderAddress(),
                       .port = static_cast<quint16>(announcement->port),
                       .onlineCount = static_cast<int>(announcement->online),
                       .isEncrypted = announcement->fingerprint.has_value(),
                       .fingerprint = announcement->fingerprint.value_or(QString()),
                       .heardAt = m_clock.now() });
}

void ServerFinder::upkeep()
{
    joinGroups();
    m_servers.removeOlderThan(m_clock.now() - limits::beaconExpiry);
}

void ServerFinder::joinGroups()
{
    const QHostAddress group(announcementGroup);
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &nic : all) {
        const bool isWanted = m_interfaceName.isEmpty() || nic.name() == m_interfaceName;
        const bool canHear = nic.flags().testFlag(QNetworkInterface::IsUp)
            && nic.flags().testFlag(QNetworkInterface::CanMulticast);
        if (!isWanted || !canHear || m_joined.contains(nic.index()))
            continue;
        if (m_socket.joinMulticastGroup(group, nic))
            m_joined.insert(nic.index());
    }
}

} // namespace chat
