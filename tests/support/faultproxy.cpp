#include "tests/support/faultproxy.h"

#include <QTcpSocket>

#include <algorithm>
#include <numeric>

#include <sys/socket.h>

namespace chat {

namespace {

/// The other end sees a broken connection instead of an ended one. Not for one that has just been
/// accepted: Qt takes a reset of that for no connection yet, and tries again at once and for ever.
void reset(QTcpSocket &socket)
{
    const linger dropAll { .l_onoff = 1, .l_linger = 0 };
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &dropAll,
                 sizeof dropAll);
    socket.abort();
}

} // namespace

FaultProxy::FaultProxy(quint16 targetPort, quint64 seed, quint16 port, QObject *parent)
    : QObject(parent)
    , m_seed(seed)
    , m_random(seed)
    , m_target(targetPort)
    , m_port(port)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::onConnection);
    listen();
    m_port = m_server.serverPort();
}

FaultProxy::~FaultProxy()
{
    for (const auto &link : m_links) {
        link->near->disconnect(this);
        link->far->disconnect(this);
    }
}

void FaultProxy::listen()
{
    if (!m_server.isListening())
        m_server.listen(QHostAddress::LocalHost, m_port);
}

void FaultProxy::setFaultsOfNext(const Faults &faults)
{
    m_faults = faults;
    if (faults.isRefusing)
        m_server.close();
    else
        listen();
}

void FaultProxy::setFaults(const Faults &faults)
{
    setFaultsOfNext(faults);
    for (const auto &link : m_links) {
        link->up->setFaults(faults.up);
        link->down->setFaults(faults.down);
    }
}

void FaultProxy::resetAll()
{
    // The list changes only when the event loop runs.
    for (const auto &link : m_links)
        end(*link, WayFaults::Trouble::Reset);
}

void FaultProxy::finishAll()
{
    for (const auto &link : m_links)
        end(*link, WayFaults::Trouble::Finish);
}

void FaultProxy::stopAll(bool up, bool down)
{
    for (const auto &link : m_links) {
        if (up)
            link->up->stop();
        if (down)
            link->down->stop();
    }
}

qint64 FaultProxy::passedUp() const
{
    return std::accumulate(m_links.begin(), m_links.end(), m_passedUpBefore,
                           [](qint64 sum, const auto &link) { return sum + link->up->passed(); });
}

qint64 FaultProxy::passedDown() const
{
    return std::accumulate(m_links.begin(), m_links.end(), m_passedDownBefore,
                           [](qint64 sum, const auto &link) { return sum + link->down->passed(); });
}

void FaultProxy::onConnection()
{
    while (QTcpSocket *near = m_server.nextPendingConnection()) {
        near->setParent(nullptr);
        ++m_acceptedCount;
        if (m_faults.cap > 0 && connectionCount() >= m_faults.cap) {
            ++m_cappedCount;
            connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
            near->disconnectFromHost();
        } else {
            add(near);
        }
    }
}

void FaultProxy::add(QTcpSocket *near)
{
    auto link = std::make_unique<Link>();
    link->near.reset(near);
    link->far = std::make_unique<QTcpSocket>();
    link->up = std::make_unique<FaultPipe>(*link->near, *link->far, m_faults.up, m_clock, m_random);
    link->down =
        std::make_unique<FaultPipe>(*link->far, *link->near, m_faults.down, m_clock, m_random);
    watch(*link);
    link->near->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    link->far->connectToHost(QHostAddress::LocalHost, m_target);
    link->far->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_links.push_back(std::move(link));
}

void FaultProxy::watch(Link &link)
{
    for (const FaultPipe *pipe : { link.up.get(), link.down.get() })
        connect(pipe, &FaultPipe::troubled, this,
                [this, &link](WayFaults::Trouble trouble) { end(link, trouble); });
    // The end travels the way of the bytes; in a black hole it gets lost, too.
    connect(link.up.get(), &FaultPipe::ended, link.far.get(), &QTcpSocket::disconnectFromHost);
    connect(link.down.get(), &FaultPipe::ended, link.near.get(), &QTcpSocket::disconnectFromHost);
    // Later: a socket that tells of an error is not to be touched.
    connect(
        link.far.get(), &QTcpSocket::errorOccurred, link.near.get(),
        [near = link.near.get()](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::ConnectionRefusedError)
                near->disconnectFromHost();
        },
        Qt::QueuedConnection);
    for (const QTcpSocket *socket : { link.near.get(), link.far.get() })
        connect(socket, &QTcpSocket::stateChanged, this, &FaultProxy::sweep, Qt::QueuedConnection);
}

void FaultProxy::end(Link &link, WayFaults::Trouble how)
{
    link.up->stop();
    link.down->stop();
    if (how == WayFaults::Trouble::Reset) {
        // What came before the fault is in the sockets' buffers, and may still arrive.
        link.near->flush();
        link.far->flush();
        reset(*link.near);
        reset(*link.far);
    } else {
        link.near->disconnectFromHost();
        link.far->disconnectFromHost();
    }
}

void FaultProxy::sweep()
{
    std::erase_if(m_links, [this](const std::unique_ptr<Link> &link) {
        const auto over = QAbstractSocket::UnconnectedState;
        if (link->near->state() != over || link->far->state() != over)
            return false;
        m_passedUpBefore += link->up->passed();
        m_passedDownBefore += link->down->passed();
        link->near.release()->deleteLater();
        link->far.release()->deleteLater();
        return true;
    });
}

} // namespace chat
