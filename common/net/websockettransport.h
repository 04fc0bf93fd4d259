#pragma once

#include "common/protocol/transport.h"

#include <QPointer>
#include <QTimer>

#include <memory>

class QTcpSocket;
class QUrl;
class QWebSocket;

namespace chat {

/// How long a transport waits for the other end.
struct Patience
{
    std::chrono::milliseconds connect = limits::connectWait; // until the handshake is through
    std::chrono::milliseconds close = limits::closeWait; // until the closing one is
};

/// A transport over a QWebSocket: a client's own, or one that a server has accepted.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    /// Connects to `url` (ws:// or wss://); nothing is signalled before this returns.
    static std::unique_ptr<WebSocketTransport> connectTo(const QUrl &url, Patience patience = {});

    /// Takes an accepted connection. `raw` is the socket under `socket`: prepared frames are
    /// written to it directly, which is safe because QWebSocket writes whole frames too.
    WebSocketTransport(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw, Patience patience = {});
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
    void onAboutToClose();
    void onDisconnected();
    void fail(const QString &what);
    void end();

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_raw; // null at a client
    State m_state = State::Connecting;
    bool m_sawClosingHandshake = false;
    quint32 m_pings = 0;
    Patience m_patience;
    QTimer m_waiting; // for the opening handshake, then for the closing one
};

} // namespace chat
