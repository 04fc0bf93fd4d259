#pragma once

#include "common/net/websockettransport.h"
#include "common/protocol/events.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace chat {

/// A server's door: its own listening socket, and behind it a QWebSocketServer that never listens.
class WebSocketDoor : public QObject
{
public:
    explicit WebSocketDoor(Patience patience = {})
        : m_patience(patience)
        , m_webSockets(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_webSockets.setSupportedSubprotocols({ QString(protocolVersion) });
        connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
            ++accepted;
            m_raw = m_tcp.nextPendingConnection();
            m_webSockets.handleConnection(m_raw);
        });
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
            transport = std::make_unique<WebSocketTransport>(
                std::unique_ptr<QWebSocket>(m_webSockets.nextPendingConnection()), m_raw,
                m_patience);
        });
        m_tcp.listen(QHostAddress::LocalHost);
    }

    QUrl url() const { return QUrl(u"ws://127.0.0.1:%1"_s.arg(m_tcp.serverPort())); }

    /// The last connection that is through its handshake.
    std::unique_ptr<WebSocketTransport> transport;
    int accepted = 0;

private:
    Patience m_patience;
    QTcpServer m_tcp;
    QWebSocketServer m_webSockets;
    QTcpSocket *m_raw = nullptr; // owned by the QWebSocket made of it
};

} // namespace chat
