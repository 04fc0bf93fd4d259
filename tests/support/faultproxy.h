#pragma once

#include "tests/support/faultpipe.h"
#include "tests/support/seededrandom.h"

#include <QTcpServer>

#include <memory>
#include <vector>

class QTcpSocket;

namespace chat {

/// A network that misbehaves: listens on loopback, and passes what it hears to another port of this
/// machine, through faults. Needs no privileges. Chance comes from a seed; time is real.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    /// Listens at once, on `port` or, for 0, on a free one. The target need not be there yet.
    FaultProxy(quint16 targetPort, quint64 seed, quint16 port = 0, QObject *parent = nullptr);
    ~FaultProxy() override;

    /// 0 when it could not listen.
    quint16 port() const { return m_port; }
    quint64 seed() const { return m_seed; }
    /// Where new connections go to.
    void setTarget(quint16 port) { m_target = port; }

    /// For the connections that there are and those to come. Bytes are counted from the beginning
    /// of each connection: one that is past the byte of a fault suffers it with the next byte.
    void setFaults(const Faults &faults);
    /// For the connections to come only.
    void setFaultsOfNext(const Faults &faults);

    // Now, to all connections that there are.
    void resetAll();
    void finishAll();
    /// Black holes: the connections stay, and nothing gets through.
    void stopAll(bool up, bool down);

    int connectionCount() const { return static_cast<int>(m_links.size()); }
    /// Since the beginning.
    int acceptedCount() const { return m_acceptedCount; }
    int cappedCount() const { return m_cappedCount; }
    /// Of all connections since the beginning.
    qint64 passedUp() const;
    qint64 passedDown() const;

private:
    struct Link
    {
        std::unique_ptr<QTcpSocket> near; // who connected
        std::unique_ptr<QTcpSocket> far; // to whom
        std::unique_ptr<FaultPipe> up;
        std::unique_ptr<FaultPipe> down;
    };

    void onConnection();
    void add(QTcpSocket *near);
    void watch(Link &link);
    void end(Link &link, WayFaults::Trouble how);
    void sweep();
    void listen();

    const SystemClock m_clock;
    quint64 m_seed;
    SeededRandom m_random;
    quint16 m_target;
    quint16 m_port;
    Faults m_faults;
    QTcpServer m_server;
    std::vector<std::unique_ptr<Link>> m_links;
    int m_acceptedCount = 0;
    int m_cappedCount = 0;
    qint64 m_passedUpBefore = 0; // by connections that are gone
    qint64 m_passedDownBefore = 0;
};

} // namespace chat
