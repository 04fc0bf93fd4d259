#include "server/door/httpconnection.h"

#include "common/base/limits.h"

#include <QSslSocket>

#include <utility>

namespace chat {

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, Deadlines &deadlines,
                               Answer answer, const Bounds &bounds)
    : m_socket(std::move(socket))
    , m_tls(qobject_cast<QSslSocket *>(m_socket.get()))
    , m_deadlines(deadlines)
    , m_answer(std::move(answer))
    , m_bounds(bounds)
    , m_mostUnread(2 * bounds.limits.headerBytes)
    , m_parser(bounds.limits)
{
    m_socket->setReadBufferSize(m_mostUnread);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::onReadyRead);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::onReadyRead);
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::onReadyRead);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::end);
}

HttpConnection::~HttpConnection()
{
    m_deadlines.cancel(m_deadline);
    m_socket->disconnect(this);
    m_socket->abort();
    // It may be in the middle of one of its own signals.
    m_socket.release()->deleteLater();
}

void HttpConnection::start()
{
    expect(m_bounds.patience.request);
    onReadyRead();
}

void HttpConnection::onReadyRead()
{
    if (m_isFinished) {
        m_socket->readAll(); // so that the end is no reset, which would take the answer along
        return;
    }
    const bool isNew = m_unread.isEmpty() && !m_parser.request();
    m_unread += m_socket->read(m_mostUnread - m_unread.size());
    if (isNew && !m_unread.isEmpty() && m_requests > 0)
        expect(m_bounds.patience.request);
    serveAll();
}

// What is encrypted already has left the QSslSocket's own buffer.
qint64 HttpConnection::backlog() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void HttpConnection::serveAll()
{
    while (!m_isFinished && backlog() < limits::httpBacklogBytes) {
        if (!serveOne()) {
            if (m_socket->bytesAvailable() == 0)
                return;
            m_unread += m_socket->read(m_mostUnread - m_unread.size());
        }
    }
}

/// False when the request is not whole.
bool HttpConnection::serveOne()
{
    const qsizetype consumed = m_parser.read(m_unread);
    m_unread.remove(0, consumed);
    if (m_parser.refusal()) {
        finish(toBytes(parserRefusal(m_parser.refusal()), HttpEnd::Closes), HttpEnd::KeepsAlive);
        return true;
    }
    if (!m_parser.isWhole())
        return consumed > 0 && !m_unread.isEmpty();
    const HttpRequest request = *std::exchange(m_parser, HttpParser(m_bounds.limits)).request();
    const bool isLast = !request.keepsAlive || ++m_requests >= limits::httpRequests;
    const HttpEnd end = isLast ? HttpEnd::Closes : HttpEnd::KeepsAlive;
    const HttpBody body = request.method == "HEAD" ? HttpBody::Omitted : HttpBody::Sent;
    const QByteArray answer = toBytes(m_answer(request), end, body);
    if (isLast) {
        finish(answer, HttpEnd::Closes);
        return true;
    }
    m_socket->write(answer);
    expect(m_unread.isEmpty() ? m_bounds.patience.idle : m_bounds.patience.request);
    return true;
}

/// After a request that can not be read there may be more to come, which is thrown away for a
/// while; else the connection closes as soon as the answer is taken.
void HttpConnection::finish(const QByteArray &lastWords, HttpEnd end)
{
    m_isFinished = true;
    m_unread.clear();
    expect(limits::closeWait);
    m_socket->write(lastWords);
    m_socket->readAll();
    if (end == HttpEnd::Closes)
        m_socket->disconnectFromHost();
}

void HttpConnection::expect(std::chrono::milliseconds wait)
{
    m_deadlines.cancel(m_deadline);
    m_deadline = m_deadlines.scheduleIn(wait, [this] { end(); });
}

void HttpConnection::end()
{
    m_isFinished = true;
    if (!std::exchange(m_hasEnded, true))
        Q_EMIT ended();
}

} // namespace chat
