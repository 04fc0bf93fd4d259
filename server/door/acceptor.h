#pragma once

#include "common/base/clock.h"
#include "common/base/limits.h"
#include "common/base/tokenbucket.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace chat {

/// Takes the connections that come to a port, at most so many a second: a crowd that comes back at
/// once waits in the kernel's queue, and whoever is in is served meanwhile.
///
/// On Linux, QTcpServer binds and listens, but does not accept: it takes each error after the first
/// one for the first one, which is always "no more connections at the moment". So out of files it
/// asks again and again without a pause, and tells nobody. Elsewhere it accepts. Here it pauses,
/// says so once, and goes on by itself when there are files again.
class Acceptor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Acceptor)

public:
    /// Gets the descriptor of an open connection, to keep and to close.
    using Receiver = std::function<void(qintptr)>;

    /// Asked before each accept: how long to wait, because nobody else can be received.
    using Hold = std::function<std::optional<std::chrono::milliseconds>()>;

    Acceptor(Receiver receiver, Hold hold, QObject *parent = nullptr);

    /// To be called before listen(); limits::acceptsPerSecond unless set. Over 0.
    void setPace(double perSecond);
    /// False when it can not, see errorString().
    bool listen(const QHostAddress &address, quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    QString errorString() const { return m_server.errorString(); }
    /// No new connections from now on.
    void close();

private:
    /// Keeps the connections that Qt accepts, where it does, until they are asked for.
    class Server final : public QTcpServer
    {
    public:
        QList<qintptr> accepted;

    protected:
        void incomingConnection(qintptr descriptor) override { accepted.append(descriptor); }
    };

    void acceptSome();
    std::optional<qintptr> acceptOne();
    void pauseFor(std::chrono::milliseconds time);
    void sayWhetherOut(int error);
    void resume();

    Receiver m_receiver;
    Hold m_hold;
    SystemClock m_clock;
    TokenBucket m_pace;
    Server m_server;
    std::unique_ptr<QSocketNotifier> m_notifier; // null while not listening, and except on Linux
    QTimer m_pause;
    bool m_isOutOfFiles = false; // and has said so
};

} // namespace chat
