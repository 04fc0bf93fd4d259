#include "server/door/websockethandshaker.h"

#include "common/net/intake.h"
#include "common/net/websockettransport.h"
#include "common/protocol/events.h"

#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

namespace chat {

namespace {

/// What tells a connection from every other one; one address and port may lead to two of ours.
template <class Socket>
QString pathOf(const Socket &socket)
{
    return u"%1:%2 %3:%4"_s.arg(socket.peerAddress().toString())
        .arg(socket.peerPort())
        .arg(socket.localAddress().toString())
        .arg(socket.localPort());
}

} // namespace

WebSocketHandshaker::WebSocketHandshaker(Receiver receiver, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
    , m_server(std::make_unique<QWebSocketServer>(u"Confab"_s, QWebSocketServer::NonSecureMode))
{
    m_server->setSupportedSubprotocols({ QString(protocolVersion) });
    // Each one is taken in the same turn, so this is never reached.
    m_server->setMaxPendingConnections(limits::listenBacklog);
    connect(m_server.get(), &QWebSocketServer::newConnection, this,
            &WebSocketHandshaker::onHandshakeDone);
}

WebSocketHandshaker::~WebSocketHandshaker() = default;

void WebSocketHandshaker::greet(Arrival &arrival)
{
    // Takes in nothing more until there is a transport: Qt would deal with frames before it tells
    // of the connection, which a closing frame has ended by then.
    arrival.holdBack();
    QTcpSocket *const socket = arrival.socket();
    const QString path = pathOf(*socket);
    m_greeting.insert(path, { .arrival = &arrival, .intake = new Intake(*socket) });
    connect(&arrival, &QObject::destroyed, this, [this, path] { m_greeting.remove(path); });
    m_server->handleConnection(socket);
}

void WebSocketHandshaker::onHandshakeDone()
{
    while (m_server->hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_server->nextPendingConnection());
        const auto [arrival, intake] = m_greeting.take(pathOf(*socket));
        if (!arrival) // it has ended meanwhile
            continue;
        QTcpSocket *const raw = arrival->takeSocket(); // whose owner is the QWebSocket now
        socket->setParent(nullptr);

        const QStringList offered = socket->handshakeOptions().subprotocols();
        const bool isUnderstood = offered.isEmpty() || offered.contains(protocolVersion);
        auto transport = std::make_unique<WebSocketTransport>(std::move(socket), raw, intake);
        // Before the first frame is looked at; Qt's own limit is 2 GiB.
        transport->setFrameLimit(limits::unauthenticatedFrameBytes);
        if (isUnderstood) {
            m_receiver(*arrival, std::move(transport));
            continue;
        }
        Transport *const refused = transport.release();
        connect(refused, &Transport::closed, arrival,
                [arrival = arrival] { Q_EMIT arrival->ended(); });
        connect(refused, &Transport::closed, refused, &QObject::deleteLater);
        refused->close(CloseCode::WrongVersion, u"this server speaks "_s + protocolVersion);
    }
}

} // namespace chat
