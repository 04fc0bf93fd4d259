#include "server/core/router.h"

#include "common/base/logging.h"
#include "server/core/metrics.h"
#include "server/core/presenceservice.h"

namespace chat {

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
        ++m_metrics.refusals;
        const auto wait = session.requests().take(1, m_clock.now());
        request.refuse(wait ? Error { .code = ErrorCode::RateLimited, .retryAfter = wait }
                            : event.error());
        return;
    }
    session.strikes = 0;
    std::visit([this, &request](const auto &typed) { serve(request, typed); }, *event);
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
        ++m_metrics.refusals;
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
    if constexpr (requires { event.roomId; }) {
        if (row.access == Access::Member && !session.rooms.contains(event.roomId))
            return Error { .code = ErrorCode::NotAMember };
    }
    const auto wait = row.budget == Budget::Person
        ? m_services.presence.takeSend(session.identity().id, row.cost)
        : session.requests().take(row.cost, m_clock.now());
    if (wait)
        return Error { .code = ErrorCode::RateLimited, .detail = {}, .retryAfter = wait };
    return std::nullopt;
}

} // namespace chat
