#pragma once

#include "common/base/result.h"
#include "server/door/acceptor.h"
#include "server/door/tlsidentity.h"
#include "server/door/tlsqueue.h"
#include "server/door/websockethandshaker.h"

#include <unordered_map>

namespace chat {

/// The one port: accepts connections, with TLS or in plain text, and yields those as transports
/// that ask for a WebSocket.
///
/// From its accept on a connection has Config::headerWait for everything: the TLS handshake, the
/// head of its request, and the answer to it.
class FrontDoor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(FrontDoor)

public:
    /// Who may do without TLS.
    enum class Plaintext { ThisMachine, Everyone, Nobody };

    struct Config
    {
        QHostAddress address = QHostAddress::Any;
        quint16 port = limits::defaultPort; // 0: a free one
        Plaintext plaintext = Plaintext::ThisMachine;
        double acceptsPerSecond = limits::acceptsPerSecond;
        int tlsHandshakes = limits::tlsHandshakes; // at once
        std::chrono::milliseconds headerWait = limits::headerWait;
    };
    using Receiver = std::function<void(std::unique_ptr<Transport>)>;

    explicit FrontDoor(Receiver receiver, QObject *parent = nullptr);
    ~FrontDoor() override;

    /// The error's detail is one sentence for the operator.
    Result<void> listen(const Config &config, const TlsIdentity &identity);
    /// For the connections to come; those that are there keep what they have.
    void useIdentity(const TlsIdentity &identity) { m_tls = identity.configuration; }
    quint16 port() const { return m_acceptor.port(); }
    /// No new connections from now on.
    void close();

private:
    struct Visit
    {
        std::unique_ptr<Arrival> arrival;
        Deadlines::Id deadline = 0;
    };

    void onAccepted(qintptr descriptor);
    void beginTls(TlsQueue::Ticket ticket);
    void judge(Arrival &arrival);
    bool mayBePlain(const Arrival &arrival) const;
    void refuse(Arrival &arrival, const QByteArray &status, const QString &reason);
    void dismiss(TlsQueue::Ticket ticket);

    Receiver m_receiver;
    Config m_config;
    QSslConfiguration m_tls;
    SystemClock m_clock;
    Deadlines m_deadlines;
    TlsQueue m_tlsQueue;
    WebSocketHandshaker m_handshaker;
    std::unordered_map<TlsQueue::Ticket, Visit> m_visits;
    Acceptor m_acceptor;
};

} // namespace chat
