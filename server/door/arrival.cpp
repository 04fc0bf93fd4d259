#include "server/door/arrival.h"

#include "common/net/gatheringsocket.h"
#include "common/net/gatheringsslsocket.h"

#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QSslSocket>

#include <utility>

namespace chat {

namespace {

constexpr char handshakeRecord = 22;

} // namespace

Arrival::Arrival(qintptr descriptor, rawsocket::Origin origin, qint64 mostPeeked, TurnEnd &turnEnd)
    : m_descriptor(descriptor)
    , m_origin(std::move(origin))
    , m_mostPeeked(mostPeeked)
    , m_turnEnd(turnEnd)
    , m_notifier(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read))
{
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Arrival::onFirstByte);
}

Arrival::~Arrival()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        rawsocket::close(m_descriptor);
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    // It may be in the middle of one of its own signals.
    m_socket.release()->deleteLater();
}

QString Arrival::destination() const
{
    if (!m_socket)
        return {};
    bool isV4 = false;
    QHostAddress address = m_socket->localAddress();
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        address.setAddress(v4);
    return rawsocket::Origin { .address = address, .port = m_socket->localPort() }.toText();
}

QByteArray Arrival::peek() const
{
    return m_socket->peek(m_mostPeeked);
}

void Arrival::onFirstByte()
{
    char byte = 0;
    const auto peeked = rawsocket::peek(m_descriptor, byte);
    if (peeked == rawsocket::Peeked::Nothing)
        return;
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater(); // it is what called us
    if (peeked == rawsocket::Peeked::End) {
        end();
        return;
    }
    m_isEncrypted = byte == handshakeRecord;
    m_isInTlsHandshake = m_isEncrypted;
    if (m_isEncrypted)
        Q_EMIT tlsWanted();
    else
        adopt(std::make_unique<GatheringSocket>(m_turnEnd));
}

void Arrival::startTls(const QSslConfiguration &configuration)
{
    auto socket = std::make_unique<GatheringSslSocket>(m_turnEnd);
    QSslSocket *const tls = socket.get();
    tls->setSslConfiguration(configuration);
    connect(tls, &QSslSocket::encrypted, this, [this] {
        m_isInTlsHandshake = false;
        Q_EMIT encrypted();
    });
    adopt(std::move(socket));
    if (!m_hasEnded)
        tls->startServerEncryption();
}

void Arrival::adopt(std::unique_ptr<QTcpSocket> socket)
{
    m_socket = std::move(socket);
    m_socket->setReadBufferSize(m_mostPeeked);
    if (!m_socket->setSocketDescriptor(m_descriptor)) {
        end();
        return;
    }
    m_descriptor = -1;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Arrival::heard);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &Arrival::end);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &Arrival::end);
}

void Arrival::answer(const QByteArray &bytes)
{
    m_isAnswered = true;
    disconnect(m_socket.get(), &QTcpSocket::readyRead, this, nullptr);
    m_socket->readAll(); // what is unread would turn the end into a reset
    m_socket->write(bytes);
    m_socket->disconnectFromHost();
}

void Arrival::holdBack()
{
    disconnect(m_socket.get(), &QTcpSocket::readyRead, this, nullptr);
    m_socket->setReadBufferSize(m_socket->bytesAvailable());
}

QTcpSocket *Arrival::takeSocket()
{
    m_socket->disconnect(this);
    return m_socket.release();
}

void Arrival::end()
{
    if (!std::exchange(m_hasEnded, true))
        Q_EMIT ended();
}

} // namespace chat
