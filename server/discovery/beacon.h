#pragma once

#include "common/base/limits.h"
#include "common/protocol/announcement.h"

#include <QNetworkInterface>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUdpSocket>

#include <functional>

namespace chat {

/// Tells the local network that this server is here, every two seconds, so that clients can list it
/// without an address being typed.
///
/// Each announcement goes out twice on every interface that is up: by multicast, which switches can
/// keep from those who do not listen, and by broadcast, because some access points drop multicast.
/// The interfaces are read anew each time, so cables and networks may come and go. IPv4 only: a
/// network that has IPv6 alone needs the address typed.
class Beacon : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Beacon)

public:
    struct Options
    {
        /// Only on the interface of this name, for example "lo"; empty: on all.
        QString interfaceName = {};
        /// For a server that other machines can not reach: only programs on this one are told.
        bool isForThisMachine = false;
        quint16 port = limits::beaconPort; // UDP, where clients listen
        std::chrono::milliseconds every = limits::beaconEvery;
    };

    /// `announcement` is asked before each sending; it must live as long as the beacon.
    Beacon(Options options, std::function<Announcement()> announcement, QObject *parent = nullptr);

    /// Sends at once, and then at every interval. An interface on which sending fails is logged
    /// once, until it works again; nothing else happens.
    void start();

private:
    void send();
    void sendOn(const QNetworkInterface &nic, const QByteArray &datagram);
    QList<QNetworkInterface> interfacesInUse() const;
    bool isWanted(const QNetworkInterface &nic) const;
    void note(const QString &interfaceName, const QString &problem);

    const Options m_options;
    const std::function<Announcement()> m_announcement;
    QUdpSocket m_socket;
    QTimer m_timer;
    QSet<QString> m_failing; // interface names, already logged
};

} // namespace chat
