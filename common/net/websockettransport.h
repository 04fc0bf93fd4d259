#pragma once

#include "common/protocol/transport.h"

#include <QPointer>
#include <QTimer>

#include <memory>

class QTcpSocket;
class QUrl;
class QWebSocket;

namespace chat {

/// A transport over a QWebSocket: a client's own, or one that a server has accepted.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    /// Connects to `url` (ws:// or wss://) at once. Gives up by itself after limits::connectWait.
    static std::unique_ptr<WebSocketTransport> connectTo(const QUrl &url);

    /// Takes an accepted connection. `raw` is the socket under `socket`: prepared frames are
    /// written to it directly, which is safe because QWebSocket writes whole frames too.
    WebSocketTransport(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw);
    ~WebSocketTransport() override;

    State state() const override { return m_state; }
    void send(const Frame &frame) override;
    void ping() override;
    void close(chat::CloseCode code, const QString &text) override;
    void abort() override;
    qint64 backlog() const override;
    void setFrameLimit(qint64 bytes) override;
    QString peerName() const override;

private:
    void listen();
    void fail(const QString &what);
    void end();

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_raw; // null at a client
    State m_state = State::Connecting;
    QString m_problem; // that ends the attempt to connect
    bool m_sawClosingHandshake = false;
    QTimer m_patience; // with connecting, then with closing
};

} // namespace chat
