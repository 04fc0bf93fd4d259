#pragma once

#include "common/protocol/dispatcher.h"
#include "server/core/budgets.h"
#include "server/core/connectionlog.h"
#include "server/core/request.h"

#include <tuple>

namespace chat {

class AccountService;
class EntryService;
class MemberService;
class MessageService;
class ModerationService;
class OrderService;
class PresenceService;
class ReceiptService;
class RoomListService;
class RoomService;
class TypingService;

/// Everyone who serves requests.
struct Services
{
    EntryService &entry;
    AccountService &accounts;
    RoomService &rooms;
    RoomListService &roomList;
    MessageService &messages;
    ReceiptService &receipts;
    TypingService &typing;
    PresenceService &presence;
    MemberService &members;
    ModerationService &moderation;
    OrderService &order;
};

/// Who may ask.
enum class Access {
    Anyone, // also before authentication
    Authenticated,
    Staff, // who keeps order on the whole server
    Member, // who receives the room that the request names
    Writer, // of them, who is not muted
    Moderator, // of them, who may keep order
    Owner, // of them, who may decide about the room
};

/// One row of the routes table: everything that is decided before a handler runs.
template <Event E>
struct Route
{
    Access access;
    Budget budget; // Connection or Person; that of the address is paid besides
    double cost;
    void (*handle)(Services &, const Request &, const E &);
};

template <class List>
struct RouteTable;
template <class... E>
struct RouteTable<EventList<E...>>
{
    using Rows = std::tuple<Route<E>...>;
};
/// Exactly one row for each request, in the order of Requests: a missing one does not compile.
using Routes = RouteTable<Requests>::Rows;

const Routes &routes();

/// Brings each request to its handler, or refuses it: unknown, malformed, not allowed, too fast.
class Router
{
public:
    Router(Services services, Budgets &budgets, const Clock &clock, Metrics &metrics,
           ConnectionLog &log);

    /// Answers are sent by the handler or from here, exactly one for each request.
    ///
    /// Whoever does not wait for answers gets the same ones: what is asked while one is being let
    /// in, into the server or into the room that it names, is served after that is decided, and one
    /// password after the other.
    void route(Session &session, const Envelope &envelope);
    /// Something was decided for this connection: serves what waited for it.
    void resume(Session &session);
    /// A frame that could not be read, or is of an unknown type: answered, counted, and at
    /// limits::strikes in a row the end of the connection.
    void strike(Session &session, std::optional<RequestId> id, const Error &error);

private:
    void take(Session &session, std::optional<RequestId> id, const Requests::Variant &event);
    template <Event E>
    void serve(const Request &request, const E &event);
    template <Event E>
    std::optional<Error> denial(const Session &session, const Route<E> &row, const E &event);
    std::optional<Error> charge(Session &session, Budget budget, double cost);
    void refuse(const Request &request, QLatin1StringView type, const Error &error);

    Services m_services;
    Budgets &m_budgets;
    const Clock &m_clock;
    Metrics &m_metrics;
    ConnectionLog &m_log;
};

} // namespace chat
