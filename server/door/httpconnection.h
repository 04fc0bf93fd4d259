#pragma once

#include "server/core/deadlines.h"
#include "server/door/endpoint.h"

#include <QObject>

#include <memory>

class QSslSocket;
class QTcpSocket;

namespace chat {

/// One connection of HTTP/1.1: answers its requests one after the other, in their order, also when
/// they come without waiting for answers.
///
/// Bounded in every direction: by limits::httpRequestWait for a whole request, limits::httpIdleWait
/// between two, limits::httpRequests in all, the parser's limits, and by not reading on while
/// answers are not taken.
class HttpConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(HttpConnection)

public:
    struct Patience
    {
        std::chrono::milliseconds request = limits::httpRequestWait;
        std::chrono::milliseconds idle = limits::httpIdleWait;
    };
    struct Bounds
    {
        HttpLimits limits = {};
        Patience patience = {};
    };
    using Answer = std::function<HttpResponse(const HttpRequest &)>;

    HttpConnection(std::unique_ptr<QTcpSocket> socket, Deadlines &deadlines, Answer answer,
                   const Bounds &bounds);
    ~HttpConnection() override;

    /// Looks at what has come already; ended() may come before this returns.
    void start();

Q_SIGNALS:
    void ended();

private:
    void onReadyRead();
    qint64 backlog() const;
    void serveAll();
    bool serveOne();
    void finish(const QByteArray &lastWords, HttpEnd end);
    void expect(std::chrono::milliseconds wait);
    void end();

    std::unique_ptr<QTcpSocket> m_socket;
    QSslSocket *m_tls; // the same where it encrypts, else null
    Deadlines &m_deadlines;
    Answer m_answer;
    Bounds m_bounds;
    qsizetype m_mostUnread; // read ahead of what is served: a head, and the lines of a chunk
    Deadlines::Id m_deadline = 0;
    HttpParser m_parser;
    QByteArray m_unread; // of the socket's bytes, those that no request has consumed
    int m_requests = 0;
    bool m_isFinished = false; // nothing is listened to any more
    bool m_hasEnded = false;
};

} // namespace chat
