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

} // namespace

Router::Router(Services services, const Clock &clock, Metrics &metrics)
    : m_services(services)
    , m_clock(clock)
    , m_metrics(metrics)
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
        const auto wait = session.requests().take(1, m_clock.now());
        const Error error =
            wait ? Error { .code = ErrorCode::RateLimited, .retryAfter = wait } : event.error();
        m_metrics.refused(error.code);
        request.refuse(error);
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
        m_metrics.refused(ErrorCode::RateLimited);
        request.refuse(
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
    const auto &row = std::get<Route<E>>(routes());
    if (const auto error = refusal(*request.session(), row, event)) {
        m_metrics.refused(error->code);
        request.refuse(*error);
        return;
    }
    row.handle(m_services, request, event);
}

template <Event E>
std::optional<Error> Router::refusal(Session &session, const Route<E> &row, const E &event)
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
    const auto wait = row.budget == Budget::Person
        ? m_services.presence.takeSend(session.identity().id, row.cost)
        : session.requests().take(row.cost, m_clock.now());
    if (wait)
        return Error { .code = ErrorCode::RateLimited, .detail = {}, .retryAfter = wait };
    return std::nullopt;
}

} // namespace chat
