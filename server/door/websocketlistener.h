#pragma once

#include "common/base/result.h"
#include "common/protocol/transport.h"
#include "server/door/acceptor.h"

#include <QHash>
#include <QHostAddress>

#include <functional>
#include <memory>

class QWebSocketServer;

namespace chat {

/// Accepts connections and yields them as transports once their WebSocket handshake is done.
///
/// It accepts by itself and hands the sockets to a QWebSocketServer that does not listen, because
/// that one offers neither the backlog, nor TCP_NODELAY, nor the raw socket, limits a request head
/// to 800 KB, and starts no handshake timer for sockets that it is given.
class WebSocketListener : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(WebSocketListener)

public:
    struct Config
    {
        QHostAddress address = QHostAddress::Any;
        quint16 port = limits::defaultPort; // 0: a free one
        bool allowsPlaintext = false; // also from other machines
        double acceptsPerSecond = limits::acceptsPerSecond;
        std::chrono::milliseconds headerWait = limits::headerWait; // for the whole request head
    };
    using Receiver = std::function<void(std::unique_ptr<Transport>)>;

    explicit WebSocketListener(Receiver receiver, QObject *parent = nullptr);
    ~WebSocketListener() override;

    /// The error's detail is one sentence for the operator.
    Result<void> listen(const Config &config);
    quint16 port() const { return m_acceptor.port(); }
    /// No new connections from now on.
    void close();

private:
    void onAccepted(QTcpSocket *socket);
    void onReadyRead(QTcpSocket *socket);
    void greet(QTcpSocket *socket);
    void onHandshakeDone();
    void refuse(QTcpSocket *socket, const QByteArray &status, const QByteArray &reason);

    Receiver m_receiver;
    Config m_config;
    // The sockets whose handshake is going on, by what tells them apart on this port. Outlives the
    // acceptor, whose end is theirs too.
    QHash<QString, QTcpSocket *> m_greeting;
    Acceptor m_acceptor;
    std::unique_ptr<QWebSocketServer> m_handshaker;
};

} // namespace chat
