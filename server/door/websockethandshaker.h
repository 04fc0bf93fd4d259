#pragma once

#include "common/protocol/transport.h"
#include "server/door/arrival.h"

#include <QHash>

#include <functional>
#include <memory>

class QWebSocketServer;

namespace chat {

class Intake;

/// Answers WebSocket handshakes of connections that were accepted elsewhere.
///
/// The work is a QWebSocketServer's that does not listen: by itself it offers neither the backlog,
/// nor TCP_NODELAY, nor the raw socket, limits a request head to 800 KB, and starts no timer for
/// sockets that it is given.
class WebSocketHandshaker : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(WebSocketHandshaker)

public:
    /// Gets the arrival, whose socket the transport has taken over.
    using Receiver = std::function<void(Arrival &, std::unique_ptr<Transport>)>;

    explicit WebSocketHandshaker(Receiver receiver, QObject *parent = nullptr);
    ~WebSocketHandshaker() override;

    /// `arrival` has the whole head of a request that asks for it. One whose handshake is invalid
    /// ends.
    void greet(Arrival &arrival);

private:
    void onHandshakeDone();

    Receiver m_receiver;
    struct Greeting
    {
        Arrival *arrival = nullptr;
        const Intake *intake = nullptr; // of its socket
    };
    // Whose handshake is going on, by what tells them apart on this port.
    QHash<QString, Greeting> m_greeting;
    std::unique_ptr<QWebSocketServer> m_server;
};

} // namespace chat
