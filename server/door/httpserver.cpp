#include "server/door/httpserver.h"

#include <QTcpSocket>

#include <algorithm>

namespace chat {

HttpServer::HttpServer(Deadlines &deadlines, QObject *parent)
    : QObject(parent)
    , m_deadlines(deadlines)
{
}

HttpServer::~HttpServer()
{
    for (const auto &[key, served] : m_connections)
        served.connection->disconnect(this);
}

void HttpServer::serve(Arrival &arrival, Strangers::Place place)
{
    const HttpCaller caller { .isThisMachine = arrival.origin().address.isLoopback(),
                              .isEncrypted = arrival.isEncrypted(),
                              .destination = arrival.destination().toLatin1() };
    auto owned = std::make_unique<HttpConnection>(
        std::unique_ptr<QTcpSocket>(arrival.takeSocket()), m_deadlines,
        [this, caller](const HttpRequest &request) { return answer(request, caller); },
        HttpConnection::Bounds { m_limits, m_patience });
    HttpConnection *const connection = owned.get();
    connect(connection, &HttpConnection::ended, this, [this, connection] { dismiss(connection); });
    m_connections.emplace(connection,
                          Served { .connection = std::move(owned), .place = std::move(place) });
    connection->start();
}

HttpResponse HttpServer::answer(const HttpRequest &request, const HttpCaller &caller)
{
    ++m_requests;
    const auto page = std::ranges::find(m_endpoints, request.path, &Endpoint::path);
    if (page == m_endpoints.end())
        return HttpResponse::refusal(404, "There is no such page here.");
    if (request.method != "GET" && request.method != "HEAD") {
        HttpResponse refusal = HttpResponse::refusal(405, "This page can only be read.");
        refusal.fields << HttpResponse::Field { "Allow", "GET, HEAD" };
        return refusal;
    }
    if (page->audience == Endpoint::Audience::ThisMachine && !caller.isThisMachine)
        return HttpResponse::refusal(403, "This page is for the server's own machine.");
    return page->get(caller);
}

// It is what called us.
void HttpServer::dismiss(HttpConnection *connection)
{
    auto node = m_connections.extract(connection);
    if (node.empty())
        return;
    connection->disconnect(this);
    node.mapped().connection.release()->deleteLater();
}

} // namespace chat
