#pragma once

#include "client/model/serverlistmodel.h"
#include "common/base/clock.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUdpSocket>

namespace chat {

/// Listens for the beacons of servers nearby and keeps the list of those heard lately.
/// Several listeners on one machine share the port. What can not be read is ignored.
class ServerFinder : public QObject
{
    Q_OBJECT

public:
    explicit ServerFinder(const Clock &clock, QObject *parent = nullptr);

    /// Starts to listen on a UDP port, usually limits::beaconPort. False when the port can not be
    /// had; the list then stays empty, and errorString() says why. Multicast is heard on every
    /// interface, or only on the one of this name.
    bool start(quint16 port, const QString &interfaceName = {});
    QString errorString() const { return m_socket.errorString(); }

    ServerListModel &servers() { return m_servers; }

private:
    void readDatagrams();
    void readDatagram();
    /// Hears the multicast of interfaces that have come up since the last time, and forgets the
    /// servers that have not been heard for limits::beaconExpiry.
    void upkeep();
    void joinGroups();

    const Clock &m_clock;
    QUdpSocket m_socket;
    QTimer m_upkeep;
    QString m_interfaceName; // empty: all
    QSet<int> m_joined; // interface indexes; one that is plugged in again has a new one
    ServerListModel m_servers;
};

} // namespace chat
