#pragma once

#include "common/base/result.h"
#include "common/net/turnend.h"
#include "server/door/acceptor.h"
#include "server/door/doorcounts.h"
#include "server/door/httpserver.h"
#include "server/door/strangers.h"
#include "server/door/tlsidentity.h"
#include "server/door/tlsqueue.h"
#include "server/door/websockethandshaker.h"

#include <unordered_map>

namespace chat {

/// The one port: accepts connections, with TLS or in plain text, yields those as transports that
/// ask for a WebSocket, and answers other requests with pages.
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
        Strangers::Limits strangers = {};
        QStringList origins = {}; // "https://chat.example.org", of pages that may connect
        HttpLimits http = {};
        HttpConnection::Patience httpPatience = {};
    };
    /// Gets a connection, and the place that it takes among the strangers for as long as it is one.
    using Receiver = std::function<void(std::unique_ptr<Transport>, Strangers::Place)>;

    explicit FrontDoor(Receiver receiver, QObject *parent = nullptr);
    ~FrontDoor() override;

    /// The error's detail is one sentence for the operator.
    Result<void> listen(const Config &config, const TlsIdentity &identity);
    /// For the connections to come; those that are there keep what they have.
    void useIdentity(const TlsIdentity &identity) { m_tls = identity.configuration; }
    /// The pages; none unless set.
    void setEndpoints(QList<Endpoint> endpoints) { m_http.setEndpoints(std::move(endpoints)); }
    quint16 port() const { return m_acceptor.port(); }
    QList<Measure> measures() const;
    /// No new connections from now on.
    void close();

private:
    struct Visit
    {
        std::unique_ptr<Arrival> arrival;
        Strangers::Place place;
        Deadlines::Id deadline = 0;
        Instant heardAt = {}; // something, or accepted
    };
    using Visits = std::unordered_map<TlsQueue::Ticket, Visit>;

    Visits::iterator mostSilent();
    std::optional<std::chrono::milliseconds> crowdedWait();
    void onAccepted(qintptr descriptor);
    void watch(Arrival &arrival);
    void beginTls(TlsQueue::Ticket ticket);
    void noteHeard(const Arrival &arrival);
    void judge(Arrival &arrival);
    void decide(Arrival &arrival, const HttpRequest &request, bool isHasty);
    bool mayBePlain(const Arrival &arrival) const;
    bool mayComeFrom(const HttpRequest &request) const;
    void refuse(Arrival &arrival, DoorRefusal why, const HttpResponse &response);
    void turnAway(Arrival &arrival, DoorRefusal why);
    Strangers::Place dismiss(TlsQueue::Ticket ticket);

    Receiver m_receiver;
    Config m_config;
    QSslConfiguration m_tls;
    TurnEnd m_turnEnd;
    SystemClock m_clock;
    Deadlines m_deadlines;
    DoorCounts m_counts;
    Strangers m_strangers;
    TlsQueue m_tlsQueue;
    WebSocketHandshaker m_handshaker;
    HttpServer m_http;
    Visits m_visits;
    Acceptor m_acceptor;
};

} // namespace chat
