#pragma once

#include "common/base/fingerprint.h"
#include "common/net/gatheringsocket.h"
#include "common/protocol/transport.h"

#include <QPointer>

#include <memory>

class QSslSocket;
class QTcpSocket;
class QTimer;
class QUrl;
class QWebSocket;

namespace chat {

class Intake;

/// How long a transport waits for the other end.
struct Patience
{
    std::chrono::milliseconds connect = limits::connectWait; // until the handshake is through
    std::chrono::milliseconds close = limits::closeWait; // until the closing one is
};

/// A transport over a QWebSocket: a client's own, or one that a server has accepted.
class WebSocketTransport final : public Transport, private GatheringSocket::Reader
{
    Q_OBJECT

public:
    /// Connects to `url` (ws:// or wss://); nothing is signalled before this returns.
    ///
    /// To a wss:// server nothing is said before its key is known to be right. If `expected` is
    /// somebody's, only that key will do, whatever the certificate says; else the certificate must
    /// be one that the operating system's authorities vouch for. A wrong one ends the transport
    /// with CloseCode::Untrusted.
    static std::unique_ptr<WebSocketTransport>
    connectTo(const QUrl &url, const Fingerprint &expected = {}, Patience patience = {});

    /// Takes an accepted connection. `raw` is the socket under `socket`: prepared frames are
    /// written to it directly, which is safe because QWebSocket writes whole frames too. It may be
    /// a QSslSocket; if it is a GatheringSocket, it shares the frames' bytes with all other ones.
    /// `intake` is of `raw`, and older than `socket`; without one no control frames are counted.
    WebSocketTransport(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw,
                       const Intake *intake = nullptr, Patience patience = {});
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
    void open(const QUrl &url, const Fingerprint &expected);
    void listen();
    void listenForOpening();
    void countControlBytes(const Intake &intake);
    QByteArray noteMessage(QByteArray bytes);
    void watchKey(QSslSocket &tls, const Fingerprint &expected);
    void distrust(const Fingerprint &seen);
    void waitFor(std::chrono::milliseconds time);
    void onRead() override;
    void onAboutToClose();
    void onDisconnected();
    void fail(const QString &what);
    void end();
    void end(const CloseReason &reason);

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_raw; // null at a client
    GatheringSocket *m_gathering; // the same as m_raw where that one gathers; valid while Open
    QSslSocket *m_tls; // the same as m_raw where that one encrypts, else null
    State m_state = State::Connecting;
    bool m_sawClosingHandshake = false;
    quint32 m_pings = 0;
    qint64 m_controlBytes = 0; // that were looked at since heard() was signalled last
    qint64 m_messageBytes = 0; // of frames of messages that Qt has just looked at
    qint64 m_fragmentBytes = 0; // of a message that is not whole yet
    Patience m_patience;
    QTimer *m_waiting = nullptr; // for the opening handshake, then for the closing one
};

} // namespace chat
