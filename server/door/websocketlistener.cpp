#include "server/door/websocketlistener.h"

#include "common/base/logging.h"
#include "common/net/websockettransport.h"
#include "common/protocol/events.h"
#include "server/door/requesthead.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

namespace chat {

namespace {

template <class Socket>
QString nameOf(const Socket &socket)
{
    return u"%1:%2"_s.arg(socket.peerAddress().toString()).arg(socket.peerPort());
}

/// What tells a connection from every other one; one address and port may lead to two of ours.
template <class Socket>
QString pathOf(const Socket &socket)
{
    return u"%1 %2:%3"_s.arg(nameOf(socket), socket.localAddress().toString())
        .arg(socket.localPort());
}

} // namespace

WebSocketListener::WebSocketListener(Receiver receiver, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
    , m_acceptor([this](QTcpSocket *socket) { onAccepted(socket); })
    , m_handshaker(std::make_unique<QWebSocketServer>(u"Confab"_s, QWebSocketServer::NonSecureMode))
{
    m_handshaker->setSupportedSubprotocols({ QString(protocolVersion) });
    // Each one is taken in the same turn, so this is never reached.
    m_handshaker->setMaxPendingConnections(limits::listenBacklog);
    connect(m_handshaker.get(), &QWebSocketServer::newConnection, this,
            &WebSocketListener::onHandshakeDone);
}

WebSocketListener::~WebSocketListener() = default;

Result<void> WebSocketListener::listen(const Config &config)
{
    m_config = config;
    m_acceptor.setPace(config.acceptsPerSecond);
    if (m_acceptor.listen(config.address, config.port))
        return {};
    return Error { .code = ErrorCode::Unavailable,
                   .detail =
                       u"can not listen on %1 port %2 (%3): stop the other program, or choose "
                       "another port with --port"_s.arg(config.address.toString())
                           .arg(config.port)
                           .arg(m_acceptor.errorString()) };
}

void WebSocketListener::close()
{
    m_acceptor.close();
}

void WebSocketListener::onAccepted(QTcpSocket *socket)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    socket->setReadBufferSize(limits::headerBytes + 4); // as much as is peeked at
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
    // A child of the socket, so that it goes with it; greet() removes it in time.
    auto *patience = new QTimer(socket);
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, socket, [socket] { socket->abort(); });
    patience->start(m_config.headerWait);
    onReadyRead(socket);
}

void WebSocketListener::onReadyRead(QTcpSocket *socket)
{
    switch (judgeHead(socket->peek(limits::headerBytes + 4))) {
    case HeadState::Incomplete:
        return;
    case HeadState::TooLarge:
        qCWarning(lcDoor, "%s refused: request head is over %d bytes", qPrintable(nameOf(*socket)),
                  limits::headerBytes);
        refuse(socket, "431 Request Header Fields Too Large", "The request head is too large.");
        return;
    case HeadState::Other:
        refuse(socket, "426 Upgrade Required", "This is a Confab server; it speaks WebSocket.");
        return;
    case HeadState::Hasty:
        refuse(socket, "400 Bad Request", "Frames came before the handshake was answered.");
        return;
    case HeadState::Upgrade:
        break;
    }
    if (!m_config.allowsPlaintext && !socket->peerAddress().isLoopback()) {
        qCWarning(lcDoor, "%s refused: plain text is served to this machine only",
                  qPrintable(nameOf(*socket)));
        refuse(socket, "426 Upgrade Required",
               "This server talks unencrypted to its own machine only. Its operator can change "
               "that with --allow-plaintext.");
        return;
    }
    greet(socket);
}

void WebSocketListener::greet(QTcpSocket *socket)
{
    socket->disconnect(this);
    // Takes in nothing more until there is a transport: Qt would deal with frames before it tells
    // of the connection, which a closing frame has ended by then.
    socket->setReadBufferSize(socket->bytesAvailable());
    const QString name = pathOf(*socket);
    m_greeting.insert(name, socket);
    connect(socket, &QObject::destroyed, this, [this, name] { m_greeting.remove(name); });
    m_handshaker->handleConnection(socket);
}

void WebSocketListener::onHandshakeDone()
{
    while (m_handshaker->hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_handshaker->nextPendingConnection());
        QTcpSocket *raw = m_greeting.take(pathOf(*socket));
        if (!raw) // it has ended meanwhile
            continue;
        delete raw->findChild<QTimer *>();
        socket->setParent(nullptr);

        const QStringList offered = socket->handshakeOptions().subprotocols();
        const bool isUnderstood = offered.isEmpty() || offered.contains(protocolVersion);
        auto transport = std::make_unique<WebSocketTransport>(std::move(socket), raw);
        // Before the first frame is looked at; Qt's own limit is 2 GiB.
        transport->setFrameLimit(limits::unauthenticatedFrameBytes);
        if (isUnderstood) {
            m_receiver(std::move(transport));
            continue;
        }
        Transport *refused = transport.release();
        connect(refused, &Transport::closed, refused, &QObject::deleteLater);
        refused->close(CloseCode::WrongVersion, u"this server speaks "_s + protocolVersion);
    }
}

void WebSocketListener::refuse(QTcpSocket *socket, const QByteArray &status,
                               const QByteArray &reason)
{
    socket->disconnect(this);
    socket->readAll();
    socket->write(refusalResponse(status, reason));
    socket->disconnectFromHost();
}

} // namespace chat
