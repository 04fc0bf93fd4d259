#include "common/net/websockettransport.h"

#include "common/base/logging.h"
#include "common/net/intake.h"
#include "common/protocol/events.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <utility>

namespace chat {

namespace {

// A join's answer may hold 50 long messages and 10,000 members.
constexpr quint64 clientFrameLimit = 8 * 1024 * 1024;

QSslConfiguration clientConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return configuration;
}

// RFC 6455, 5.2: what precedes so many bytes in a frame of a client.
qint64 frameHead(qint64 bytes)
{
    constexpr qint64 least = 6; // with the mask
    constexpr qint64 mostInOneByte = 125;
    constexpr qint64 mostInTwoBytes = 65535;
    if (bytes <= mostInOneByte)
        return least;
    return least + (bytes <= mostInTwoBytes ? 2 : 8);
}

// A QWebSocket passes all signals of its socket on. Nobody listens to these, and one comes with
// each frame.
void stopPassingOn(const QTcpSocket &raw, const QWebSocket &socket)
{
    QObject::disconnect(&raw, &QIODevice::bytesWritten, &socket, nullptr);
    QObject::disconnect(&raw, &QIODevice::readChannelFinished, &socket, nullptr);
    QObject::disconnect(&raw, &QAbstractSocket::errorOccurred, &socket, nullptr);
    QObject::disconnect(&raw, &QAbstractSocket::proxyAuthenticationRequired, &socket, nullptr);
}

} // namespace

std::unique_ptr<WebSocketTransport>
WebSocketTransport::connectTo(const QUrl &url, const Fingerprint &expected, Patience patience)
{
    auto transport = std::make_unique<WebSocketTransport>(std::make_unique<QWebSocket>(), nullptr,
                                                          nullptr, patience);
    transport->setFrameLimit(clientFrameLimit);
    transport->waitFor(patience.connect);
    // Qt refuses some addresses at once, when the caller can not have connected to our signals.
    QMetaObject::invokeMethod(
        transport.get(),
        [self = transport.get(), url, expected] {
            if (self->m_state == State::Connecting)
                self->open(url, expected);
        },
        Qt::QueuedConnection);
    return transport;
}

void WebSocketTransport::open(const QUrl &url, const Fingerprint &expected)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({ QString(protocolVersion) });
    const bool isEncrypted = url.scheme() == "wss"_L1;
    if (isEncrypted)
        m_socket->setSslConfiguration(clientConfiguration());
    m_socket->open(url, options);
    if (!isEncrypted || m_state != State::Connecting)
        return;
    // QWebSocket tells of certificates only when they are bad, and takes an answer only before.
    auto *const tls = m_socket->findChild<QSslSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (tls)
        watchKey(*tls, expected);
    else
        fail(u"the certificate can not be checked"_s);
}

// Both signals come before QSslSocket sends anything that was written to it.
void WebSocketTransport::watchKey(QSslSocket &tls, const Fingerprint &expected)
{
    const auto seen = [&tls] { return Fingerprint::ofCertificate(tls.peerCertificate().toDer()); };
    connect(&tls, &QSslSocket::sslErrors, this,
            [this, &tls, expected, seen](const QList<QSslError> &errors) {
                if (!expected.isEmpty() && seen() == expected)
                    tls.ignoreSslErrors(errors); // they are about who vouches for the key
                else
                    distrust(seen());
            });
    connect(&tls, &QSslSocket::encrypted, this, [this, expected, seen] {
        if (!expected.isEmpty() && seen() != expected)
            distrust(seen());
    });
}

void WebSocketTransport::distrust(const Fingerprint &seen)
{
    if (m_state == State::Closed)
        return;
    const QString key = seen.toHex();
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT failed(u"the key of the server is not known: %1"_s.arg(key));
    end({ .code = int(CloseCode::Untrusted), .text = key, .isClean = false });
}

WebSocketTransport::WebSocketTransport(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw,
                                       const Intake *intake, Patience patience)
    : m_socket(std::move(socket))
    , m_raw(raw)
    , m_gathering(qobject_cast<GatheringSocket *>(raw))
    , m_tls(qobject_cast<QSslSocket *>(raw))
    , m_state(raw ? State::Open : State::Connecting)
    , m_patience(patience)
{
    if (raw) {
        stopPassingOn(*raw, *m_socket);
        // Its own one is for connecting, and has an allocation to itself.
        m_socket->setProxy(QNetworkProxy());
    }
    if (intake)
        countControlBytes(*intake);
    listen();
}

WebSocketTransport::~WebSocketTransport()
{
    m_socket->disconnect(this);
    if (m_gathering && m_raw)
        m_gathering->setReader(nullptr);
    // The socket may be in the middle of one of its own signals.
    m_socket.release()->deleteLater();
}

void WebSocketTransport::listen()
{
    if (m_state == State::Connecting)
        listenForOpening();
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { tellReceived(noteMessage(text.toUtf8())); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { tellReceived(noteMessage(bytes)); });
    connect(m_socket.get(), &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        // Anyone may send pongs that nobody asked for, RFC 6455 section 5.5.3.
        if (payload == QByteArray::number(m_pings))
            tellPonged();
    });
    // After QWebSocket's own slot, which was connected first.
    if (m_gathering)
        m_gathering->setReader(this);
    else if (m_raw)
        connect(m_raw, &QIODevice::readyRead, this, &WebSocketTransport::onRead);
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, &WebSocketTransport::onAboutToClose);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected);
}

// Qt tells of messages and of their fragments, and of nothing else that comes.
void WebSocketTransport::countControlBytes(const Intake &intake)
{
    const auto noteFragment = [this](qint64 bytes, bool isLast) {
        if (isLast) // then the message follows
            return;
        m_fragmentBytes += bytes;
        m_messageBytes += bytes; // and its head is not: many empty ones are nothing but heads
    };
    connect(m_socket.get(), &QWebSocket::textFrameReceived, this,
            [noteFragment](const QString &text, bool isLast) {
                noteFragment(isLast ? 0 : text.toUtf8().size(), isLast);
            });
    connect(m_socket.get(), &QWebSocket::binaryFrameReceived, this,
            [noteFragment](const QByteArray &bytes, bool isLast) {
                noteFragment(bytes.size(), isLast);
            });
    // After QWebSocket's own slot.
    connect(m_raw, &QIODevice::readyRead, this, [this, &intake] {
        m_controlBytes += intake.taken() - std::exchange(m_messageBytes, 0);
    });
}

void WebSocketTransport::onRead()
{
    tellHeard(std::exchange(m_controlBytes, 0));
}

/// The same bytes: those of a message that has come as a whole, whose last frame is counted here.
QByteArray WebSocketTransport::noteMessage(QByteArray bytes)
{
    const qint64 inLastFrame = bytes.size() - std::exchange(m_fragmentBytes, 0);
    m_messageBytes += inLastFrame + frameHead(inLastFrame);
    return bytes;
}

void WebSocketTransport::listenForOpening()
{
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        if (m_state != State::Connecting)
            return;
        m_waiting->stop();
        m_state = State::Open;
        Q_EMIT opened();
    });
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

// A timer only for those who wait: of a server's connections only a few do at a time.
void WebSocketTransport::waitFor(std::chrono::milliseconds time)
{
    if (!m_waiting) {
        m_waiting = new QTimer(this);
        m_waiting->setSingleShot(true);
        connect(m_waiting, &QTimer::timeout, this, [this] {
            if (m_state == State::Connecting)
                fail(u"no answer within %1 ms"_s.arg(m_patience.connect.count()));
            else
                abort();
        });
    }
    m_waiting->start(time);
}

// Either end has begun the closing handshake, or a frame broke the protocol. A connection that just
// breaks comes without it, though Qt then reports 1000, too.
void WebSocketTransport::onAboutToClose()
{
    m_sawClosingHandshake = true;
    if (m_state == State::Closed)
        return;
    m_state = State::Closing;
    // Qt waits for ever for a peer that does not read.
    waitFor(m_patience.close);
}

void WebSocketTransport::onDisconnected()
{
    if (m_state == State::Connecting)
        fail(m_socket->errorString());
    else
        end();
}

void WebSocketTransport::send(const Frame &frame)
{
    if (m_state != State::Open)
        return;
    if (m_gathering)
        m_gathering->gather(frame.webSocketBytes());
    else if (!m_raw)
        m_socket->sendTextMessage(QString::fromUtf8(frame.json()));
    else
        m_raw->write(frame.webSocketBytes());
}

void WebSocketTransport::ping()
{
    if (m_state == State::Open)
        m_socket->ping(QByteArray::number(++m_pings));
}

void WebSocketTransport::close(chat::CloseCode code, const QString &text)
{
    if (m_state == State::Closing || m_state == State::Closed)
        return;
    const bool wasOpen = m_state == State::Open;
    m_state = State::Closing;
    if (!wasOpen) {
        QMetaObject::invokeMethod(this, &WebSocketTransport::abort, Qt::QueuedConnection);
        return;
    }
    waitFor(m_patience.close);
    // Qt may be done with it at once, but closed() belongs into a turn of its own.
    disconnect(m_socket.get(), &QWebSocket::disconnected, this, nullptr);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected,
            Qt::QueuedConnection);
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), text);
}

void WebSocketTransport::abort()
{
    if (m_state == State::Closed)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_sawClosingHandshake = false;
    end();
}

void WebSocketTransport::fail(const QString &what)
{
    qCDebug(lcNet, "%s failed: %s", qPrintable(peerName()), qPrintable(what));
    Q_EMIT failed(what);
    abort();
}

void WebSocketTransport::end()
{
    CloseReason reason;
    if (m_sawClosingHandshake)
        reason = { .code = m_socket->closeCode(),
                   .text = m_socket->closeReason(),
                   .isClean = true };
    end(reason);
}

void WebSocketTransport::end(const CloseReason &reason)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    if (m_waiting)
        m_waiting->stop();
    tellClosed(reason);
}

qint64 WebSocketTransport::backlog() const
{
    if (m_gathering && m_state == State::Open)
        return m_gathering->bytesToWrite();
    if (!m_raw)
        return m_socket->bytesToWrite();
    // What is encrypted already has left the QSslSocket's own buffer.
    return m_raw->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void WebSocketTransport::setFrameLimit(qint64 bytes)
{
    const auto limit = static_cast<quint64>(bytes);
    m_socket->setMaxAllowedIncomingFrameSize(limit);
    m_socket->setMaxAllowedIncomingMessageSize(limit);
    // Qt looks at a frame when all of it is there.
    if (m_raw)
        m_raw->setReadBufferSize(bytes + limits::frameHeadBytes);
}

QString WebSocketTransport::peerName() const
{
    return u"%1:%2"_s.arg(m_socket->peerAddress().toString()).arg(m_socket->peerPort());
}

} // namespace chat
