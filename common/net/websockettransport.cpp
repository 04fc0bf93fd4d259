#include "common/net/websockettransport.h"

#include "common/base/logging.h"
#include "common/protocol/events.h"

#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace chat {

namespace {

// A join's answer may hold 50 long messages and 10,000 members.
constexpr quint64 clientFrameLimit = 8 * 1024 * 1024;

} // namespace

std::unique_ptr<WebSocketTransport> WebSocketTransport::connectTo(const QUrl &url)
{
    auto transport = std::make_unique<WebSocketTransport>(std::make_unique<QWebSocket>(), nullptr);
    transport->setFrameLimit(clientFrameLimit);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({ QString(protocolVersion) });
    transport->m_patience.start(limits::connectWait);
    transport->m_socket->open(url, options);
    return transport;
}

WebSocketTransport::WebSocketTransport(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw)
    : m_socket(std::move(socket))
    , m_raw(raw)
    , m_state(raw ? State::Open : State::Connecting)
{
    m_patience.setSingleShot(true);
    listen();
}

WebSocketTransport::~WebSocketTransport()
{
    m_socket->disconnect(this);
    // The socket may be in the middle of one of its own signals.
    m_socket.release()->deleteLater();
}

void WebSocketTransport::listen()
{
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_state == State::Connecting)
            fail(u"no answer within %1 s"_s.arg(limits::connectWait.count()));
        else
            abort();
    });
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        m_patience.stop();
        m_state = State::Open;
        Q_EMIT opened();
    });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &Transport::received);
    connect(m_socket.get(), &QWebSocket::pong, this, &Transport::ponged);
    // Qt reports 1000 after a connection that just broke; this signal tells the two apart.
    connect(m_socket.get(), &QWebSocket::aboutToClose, this,
            [this] { m_sawClosingHandshake = true; });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::end);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto errorSignal = &QWebSocket::errorOccurred;
#else
    const auto errorSignal = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif
    connect(m_socket.get(), errorSignal, this, [this] {
        // After a refused handshake Qt 6.4 stays in its connecting state for ever.
        if (m_state == State::Connecting)
            fail(m_socket->errorString());
    });
}

void WebSocketTransport::send(const Frame &frame)
{
    if (m_state != State::Open)
        return;
    if (m_raw)
        m_raw->write(frame.webSocketBytes());
    else
        m_socket->sendTextMessage(QString::fromUtf8(frame.json()));
}

void WebSocketTransport::ping()
{
    if (m_state == State::Open)
        m_socket->ping();
}

void WebSocketTransport::close(chat::CloseCode code, const QString &text)
{
    if (m_state == State::Connecting) {
        abort();
        return;
    }
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    // Qt waits for ever for a peer that does not read.
    m_patience.start(limits::closeWait);
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), text);
}

void WebSocketTransport::abort()
{
    if (m_state == State::Closed)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    end();
}

void WebSocketTransport::fail(const QString &what)
{
    m_problem = what;
    abort();
}

void WebSocketTransport::end()
{
    if (m_state == State::Closed)
        return;
    const bool neverOpened = std::exchange(m_state, State::Closed) == State::Connecting;
    m_patience.stop();
    if (neverOpened) {
        // Qt tells that a connection was refused as an end first, and as an error only then.
        const QString problem = m_problem.isEmpty() ? m_socket->errorString() : m_problem;
        qCDebug(lcNet, "%s failed: %s", qPrintable(peerName()), qPrintable(problem));
        Q_EMIT failed(problem);
    }
    CloseReason reason;
    if (m_sawClosingHandshake)
        reason = { .code = m_socket->closeCode(), .text = m_socket->closeReason(), .isClean = true };
    Q_EMIT closed(reason);
}

qint64 WebSocketTransport::backlog() const
{
    return m_raw ? m_raw->bytesToWrite() : m_socket->bytesToWrite();
}

void WebSocketTransport::setFrameLimit(qint64 bytes)
{
    const auto limit = static_cast<quint64>(bytes);
    m_socket->setMaxAllowedIncomingFrameSize(limit);
    m_socket->setMaxAllowedIncomingMessageSize(limit);
}

QString WebSocketTransport::peerName() const
{
    return u"%1:%2"_s.arg(m_socket->peerAddress().toString()).arg(m_socket->peerPort());
}

} // namespace chat
