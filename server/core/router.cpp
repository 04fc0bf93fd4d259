#include "server/core/router.h"

#include "common/base/logging.h"
#include "server/core/metrics.h"
#include "server/core/moderationservice.h"
#include "server/core/presenceservice.h"

namespace chat {

namespace {

// A script's first lines; an event holds at most limits::messageLength units of text.
constexpr qsizetype mostHeld = 32;

/// Of one who is in the room.
Rank leastRank(Access access)
{
    switch (access) {
    case Access::Anyone:
    case Access::Authenticated:
    case Access::Staff:
    case Access::Member:
        return Rank::Banned;
    case Access::Writer:
        return Rank::Member;
    case Access::Moderator:
        return Rank::Moderator;
    case Access::Owner:
        return Rank::Owner;
    }
    Q_UNREACHABLE();
}

bool mustWait(const Session &session, const Requests::Variant &event)
{
    if (session.isAuthenticating)
        return true;
    return std::visit(
        [&session]<class E>(const E &typed) {
            if constexpr (std::is_same_v<E, SetPassword>)
                return session.isChangingPassword;
            else if constexpr (requires { typed.roomId; })
                return session.deciding.contains(typed.roomId);
            else
                return false;
        },
        event);
}

/// An event's, and that of a type which is known; ours, since what peers write is not logged.
QLatin1StringView wireNameOf(const Requests::Variant &event)
{
    return std::visit([]<class E>(const E &) { return E::wireName; }, event);
}
QLatin1StringView wireNameOf(const QString &type)
{
    QLatin1StringView name;
    Requests::forEach([&]<class E>() {
        if (type == E::wireName)
            name = E::wireName;
    });
    return name;
}

} // namespace

Router::Router(Services services, Budgets &budgets, const Clock &clock, Metrics &metrics,
               ConnectionLog &log)
    : m_services(services)
    , m_budgets(budgets)
    , m_clock(clock)
    , m_metrics(metrics)
    , m_log(log)
{
}

void Router::route(Session &session, const Envelope &envelope)
{
    if (!Dispatcher<Requests>::knows(envelope.type)) {
        strike(session, envelope.id, Dispatcher<Requests>::read(envelope).error());
        return;
    }
    ++m_metrics.requests;
    const Request request(session, envelope.id);
    const auto event = Dispatcher<Requests>::read(envelope);
    if (!event) {
        const auto unpaid = charge(session, Budget::Connection, 1);
        refuse(request, wireNameOf(envelope.type), unpaid.value_or(event.error()));
        return;
    }
    session.strikes = 0;
    take(session, envelope.id, *event);
}

void Router::take(Session &session, std::optional<RequestId> id, const Requests::Variant &event)
{
    const Request request(session, id);
    if (!mustWait(session, event)) {
        std::visit([this, &request](const auto &typed) { serve(request, typed); }, event);
    } else if (session.held.size() < mostHeld) {
        session.held.append({ .id = id, .event = event });
    } else {
        refuse(request, wireNameOf(event),
               { .code = ErrorCode::RateLimited,
                 .detail = u"%1 requests wait for an earlier one, limit is %1"_s.arg(mostHeld),
                 .retryAfter = limits::retryWait });
    }
}

void Router::resume(Session &session)
{
    // In their order; one may be what the next ones have to wait for.
    for (const Session::Held &held : std::exchange(session.held, {}))
        take(session, held.id, held.event);
}

void Router::strike(Session &session, std::optional<RequestId> id, const Error &error)
{
    ++m_metrics.garbledFrames;
    session.peer().refuse(id, error);
    if (++session.strikes < limits::strikes)
        return;
    qCWarning(lcCore, "session %llu sent %d unreadable frames in a row, the last one: %s",
              session.id(), session.strikes, qPrintable(error.detail));
    session.peer().close(CloseCode::BadRequest, u"unreadable frames"_s);
}

template <Event E>
void Router::serve(const Request &request, const E &event)
{
    Session &session = *request.session();
    const auto &row = std::get<Route<E>>(routes());
    const auto denied = denial(session, row, event);
    // What may not be asked costs, too: it is answered.
    const auto unpaid =
        denied ? charge(session, Budget::Connection, 1) : charge(session, row.budget, row.cost);
    if (denied || unpaid)
        refuse(request, E::wireName, unpaid ? *unpaid : *denied);
    else
        row.handle(m_services, request, event);
}

template <Event E>
std::optional<Error> Router::denial(const Session &session, const Route<E> &row, const E &event)
{
    if (row.access != Access::Anyone && !session.isAuthenticated())
        return Error { .code = ErrorCode::NotAuthenticated };
    if (row.access == Access::Staff && session.identity().role < Role::Moderator)
        return Error { .code = ErrorCode::NotAuthorized };
    if constexpr (requires { event.roomId; }) {
        if (row.access >= Access::Member && !session.rooms.contains(event.roomId))
            return Error { .code = ErrorCode::NotAMember };
        if (row.access > Access::Member) {
            const UserId &self = session.identity().id;
            const Rank rank = m_services.moderation.rank(event.roomId, self);
            if (rank == Rank::Muted)
                return m_services.moderation.muted(event.roomId, self);
            if (rank < leastRank(row.access))
                return Error { .code = ErrorCode::NotAuthorized };
        }
    }
    return std::nullopt;
}

std::optional<Error> Router::charge(Session &session, Budget budget, double cost)
{
    const auto wait = m_budgets.spend(session, budget, cost);
    if (!wait)
        return std::nullopt;
    return Error { .code = ErrorCode::RateLimited, .detail = {}, .retryAfter = wait };
}

void Router::refuse(const Request &request, QLatin1StringView type, const Error &error)
{
    Session &session = *request.session();
    m_metrics.refused(error.code);
    m_log.refused(session, type, error.code);
    request.refuse(error);
    // Whoever looks at the answers waits, as they say.
    if (error.code == ErrorCode::RateLimited && session.refusals().take(1, m_clock.now()))
        session.peer().close(CloseCode::TooFast, u"too many requests"_s);
}

} // namespace chat
