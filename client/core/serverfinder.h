#pragma once

#include "client/model/serverlistmodel.h"
#include "common/base/clock.h"

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

namespace chat {

/// Listens for the beacons of servers nearby and keeps the list of those heard lately.
class ServerFinder : public QObject
{
    Q_OBJECT

public:
    explicit ServerFinder(const Clock &clock, QObject *parent = nullptr);

    /// Starts to listen on limits::beaconPort, on every interface. False when the port can not be
    /// had; the list then stays empty, and errorString() says why.
    bool start(quint16 port);
    QString errorString() const { return m_socket.errorString(); }

    ServerListModel &servers() { return m_servers; }

private:
    void readDatagrams();
    void expire();

    const Clock &m_clock;
    QUdpSocket m_socket;
    QTimer m_expiry;
    ServerListModel m_servers;
};

} // namespace chat
