#pragma once

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>

namespace chat {

/// Takes the connections that come to a port.
///
/// QTcpServer binds and listens, but does not accept: it takes each error after the first one for
/// the first one, which is always "no more connections at the moment". So out of files it asks
/// again and again without a pause, and tells nobody.
class Acceptor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Acceptor)

public:
    /// Gets an open socket, which is a child of the acceptor until it is given another parent.
    using Receiver = std::function<void(QTcpSocket *)>;

    explicit Acceptor(Receiver receiver, QObject *parent = nullptr);

    /// False when it can not, see errorString().
    bool listen(const QHostAddress &address, quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    QString errorString() const { return m_server.errorString(); }
    /// No new connections from now on.
    void close();

private:
    void acceptSome();
    void pause(int error);

    Receiver m_receiver;
    QTcpServer m_server;
    std::unique_ptr<QSocketNotifier> m_notifier; // null while not listening
    QTimer m_pause;
};

} // namespace chat
