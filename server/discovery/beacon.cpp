#include "server/discovery/beacon.h"

#include "common/base/logging.h"

#include <QVariant>

#include <algorithm>

namespace chat {

namespace {

// Linux gives the loopback interface neither a broadcast address nor the multicast flag, but what
// is sent to 127.255.255.255 reaches every listener that shares the port. To 127.0.0.1 it would
// reach only the last one that bound it.
QHostAddress broadcastAddress(const QNetworkInterface &nic, const QNetworkAddressEntry &entry)
{
    if (!nic.flags().testFlag(QNetworkInterface::IsLoopBack))
        return entry.broadcast();
    return QHostAddress(entry.ip().toIPv4Address() | ~entry.netmask().toIPv4Address());
}

bool isIpv4(const QNetworkAddressEntry &entry)
{
    return entry.ip().protocol() == QAbstractSocket::IPv4Protocol;
}

} // namespace

Beacon::Beacon(Options options, std::function<Announcement()> announcement, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_announcement(std::move(announcement))
{
    m_timer.setInterval(m_options.every);
    connect(&m_timer, &QTimer::timeout, this, &Beacon::send);
}

void Beacon::start()
{
    if (!m_socket.bind(QHostAddress::AnyIPv4, 0)) {
        qCWarning(lcDiscovery) << "no beacon:" << m_socket.errorString();
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::MulticastTtlOption, 1); // this network and no other
    m_timer.start();
    send();
}

void Beacon::send()
{
    const QList<QNetworkInterface> interfaces = interfacesInUse();
    if (interfaces.isEmpty() && !m_options.interfaceName.isEmpty())
        note(m_options.interfaceName, u"it is not there or not up"_s);

    const QByteArray datagram = encodeAnnouncement(m_announcement());
    for (const QNetworkInterface &nic : interfaces)
        sendOn(nic, datagram);
}

void Beacon::sendOn(const QNetworkInterface &nic, const QByteArray &datagram)
{
    QString problem;
    const auto sendTo = [&](const QHostAddress &address) {
        if (m_socket.writeDatagram(datagram, address, m_options.port) < 0)
            problem = m_socket.errorString();
    };

    if (nic.flags().testFlag(QNetworkInterface::CanMulticast)) {
        m_socket.setMulticastInterface(nic);
        sendTo(QHostAddress(announcementGroup));
    }
    const auto entries = nic.addressEntries();
    for (const QNetworkAddressEntry &entry : entries) {
        if (!isIpv4(entry))
            continue;
        const QHostAddress address = broadcastAddress(nic, entry);
        if (!address.isNull())
            sendTo(address);
    }
    note(nic.name(), problem);
}

QList<QNetworkInterface> Beacon::interfacesInUse() const
{
    QList<QNetworkInterface> inUse;
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &nic : all) {
        const auto entries = nic.addressEntries();
        if (isWanted(nic) && std::ranges::any_of(entries, isIpv4))
            inUse.append(nic);
    }
    return inUse;
}

bool Beacon::isWanted(const QNetworkInterface &nic) const
{
    const auto flags = nic.flags();
    if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning))
        return false;
    if (m_options.isForThisMachine && !flags.testFlag(QNetworkInterface::IsLoopBack))
        return false;
    return m_options.interfaceName.isEmpty() || nic.name() == m_options.interfaceName;
}

// An empty problem is success, and makes the next failure worth a line again.
void Beacon::note(const QString &interfaceName, const QString &problem)
{
    if (problem.isEmpty()) {
        m_failing.remove(interfaceName);
        return;
    }
    if (m_failing.contains(interfaceName))
        return;
    m_failing.insert(interfaceName);
    qCWarning(lcDiscovery).noquote() << "no beacon on" << interfaceName << "because" << problem;
}

} // namespace chat
