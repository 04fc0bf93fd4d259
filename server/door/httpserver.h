#pragma once

#include "server/door/arrival.h"
#include "server/door/httpconnection.h"
#include "server/door/strangers.h"

#include <unordered_map>

namespace chat {

/// Answers HTTP requests of connections that were accepted elsewhere, from a few pages.
class HttpServer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(HttpServer)

public:
    explicit HttpServer(Deadlines &deadlines, QObject *parent = nullptr);
    ~HttpServer() override;

    void setBounds(const HttpLimits &limits, HttpConnection::Patience patience)
    {
        m_limits = limits;
        m_patience = patience;
    }
    /// For requests to come.
    void setEndpoints(QList<Endpoint> endpoints) { m_endpoints = std::move(endpoints); }
    /// Takes the arrival's socket, with its first request unread. It stays a stranger.
    void serve(Arrival &arrival, Strangers::Place place);
    HttpResponse answer(const HttpRequest &request, const HttpCaller &caller);

    qsizetype connectionCount() const { return static_cast<qsizetype>(m_connections.size()); }
    quint64 requestCount() const { return m_requests; }

private:
    struct Served
    {
        std::unique_ptr<HttpConnection> connection;
        Strangers::Place place;
    };

    void dismiss(HttpConnection *connection);

    Deadlines &m_deadlines;
    HttpLimits m_limits;
    HttpConnection::Patience m_patience;
    QList<Endpoint> m_endpoints;
    quint64 m_requests = 0;
    std::unordered_map<HttpConnection *, Served> m_connections;
};

} // namespace chat
