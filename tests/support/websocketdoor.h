#pragma once

#include "common/net/gatheringsocket.h"
#include "common/net/intake.h"
#include "common/net/websockettransport.h"
#include "common/protocol/events.h"
#include "tests/support/waiting.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace chat {

/// A server's door: its own listening socket, and behind it a QWebSocketServer that never listens.
class WebSocketDoor : public QTcpServer
{
public:
    /// What kind of socket it makes of what it accepts.
    enum class Sockets { Gathering, Plain };

    explicit WebSocketDoor(Patience patience = {}, Sockets sockets = Sockets::Gathering)
        : m_patience(patience)
        , m_sockets(sockets)
        , m_webSockets(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_webSockets.setSupportedSubprotocols({ QString(protocolVersion) });
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
            transport = std::make_unique<WebSocketTransport>(
                std::unique_ptr<QWebSocket>(m_webSockets.nextPendingConnection()), m_raw,
                m_intake, m_patience);
        });
        listen(QHostAddress::LocalHost);
    }

    QUrl url() const { return QUrl(u"ws://127.0.0.1:%1"_s.arg(serverPort())); }

    /// Begins a WebSocket by hand.
    void knock(QTcpSocket &client) const
    {
        client.connectToHost(QHostAddress::LocalHost, serverPort());
        client.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    /// The same, and waits until it is open on both sides.
    bool enter(QTcpSocket &client) const
    {
        knock(client);
        return waitUntil([&] { return transport && client.peek(4096).endsWith("\r\n\r\n"); })
            && !client.readAll().isEmpty();
    }

    /// The last connection that is through its handshake.
    std::unique_ptr<WebSocketTransport> transport;
    int accepted = 0;

private:
    void incomingConnection(qintptr descriptor) override
    {
        ++accepted;
        m_raw = m_sockets == Sockets::Plain ? new QTcpSocket(this)
                                            : new GatheringSocket(m_turnEnd, this);
        m_intake = new Intake(*m_raw);
        m_raw->setSocketDescriptor(descriptor);
        m_webSockets.handleConnection(m_raw);
    }

    Patience m_patience;
    Sockets m_sockets;
    TurnEnd m_turnEnd;
    QWebSocketServer m_webSockets;
    QTcpSocket *m_raw = nullptr; // the last one
    Intake *m_intake = nullptr; // its
};

} // namespace chat
