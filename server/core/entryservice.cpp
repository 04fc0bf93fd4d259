#include "server/core/entryservice.h"

#include "server/core/address.h"
#include "server/core/names.h"

namespace chat {

namespace {

Visitor visitor(Session &session)
{
    return { .address = addressKey(session.peer().transport().peerName()) };
}

} // namespace

EntryService::EntryService(Ports ports, Deadlines &deadlines, PresenceService &presence,
                           ResumeService &rooms, Metrics &metrics, Decided decided)
    : m_ports(ports)
    , m_deadlines(deadlines)
    , m_presence(presence)
    , m_rooms(rooms)
    , m_metrics(metrics)
    , m_decided(std::move(decided))
{
}

bool EntryService::mayBegin(const Request &request) const
{
    Session &session = *request.session();
    if (!session.isAuthenticated() && !session.isAuthenticating)
        return true;
    request.refuse(
        { .code = ErrorCode::Conflict, .detail = u"this connection has authenticated before"_s });
    return false;
}

template <class Event>
std::optional<Event> EntryService::begin(const Request &request, const Event &event) const
{
    if (!mayBegin(request))
        return std::nullopt;
    Event credentials = event;
    credentials.name = names::tidied(event.name);
    if (!names::isAcceptable(credentials.name)) {
        request.refuse({ .code = ErrorCode::InvalidMessage,
                         .detail = u"name is empty, too long, or has invisible characters"_s });
        return std::nullopt;
    }
    Session &session = *request.session();
    session.device = event.deviceId.value_or(DeviceId());
    if (isKeptOut(request, UserId())) // before anybody is made of them
        return std::nullopt;
    session.isAuthenticating = true;
    return credentials;
}

void EntryService::authenticate(const Request &request, const Authenticate &event)
{
    if (const auto credentials = begin(request, event))
        m_ports.authenticator.admit(*credentials, visitor(*request.session()), decide(request));
}

void EntryService::enroll(const Request &request, const Register &event)
{
    if (const auto registration = begin(request, event))
        m_ports.authenticator.enroll(*registration, visitor(*request.session()), decide(request));
}

Done<Admission> EntryService::decide(const Request &request)
{
    return [this, request](const Result<Admission> &admission) {
        if (admission)
            admit(request, *admission);
        else
            refuse(request, admission.error());
        finish(request);
    };
}

void EntryService::resume(const Request &request, const Resume &event)
{
    if (!mayBegin(request))
        return;
    Session &session = *request.session();
    session.isAuthenticating = true;
    session.device = event.deviceId;
    m_ports.authenticator.recall(event.token,
                                 [this, request, event](const Result<Recalled> &recalled) {
                                     Session *asker = request.session();
                                     if (!asker)
                                         return;
                                     if (!recalled) {
                                         refuse(request, recalled.error());
                                         finish(request);
                                         return;
                                     }
                                     if (isKeptOut(request, recalled->identity.id)) {
                                         finish(request);
                                         return;
                                     }
                                     asker->tokenHash = m_ports.authenticator.hashOf(event.token);
                                     letIn(*asker, recalled->identity, recalled->ends);
                                     m_rooms.resume(request, event, recalled->memberships,
                                                    [this, request] { finish(request); });
                                 });
}

void EntryService::refuse(const Request &request, const Error &error) const
{
    if (const Session *session = request.session())
        m_ports.log.notLetIn(*session, error);
    request.refuse(error);
}

bool EntryService::isKeptOut(const Request &request, const UserId &user) const
{
    Session &session = *request.session();
    const auto ban =
        m_ports.bans.find(user, session.device, addressIn(session.peer().transport().peerName()),
                          m_ports.clock.wallTime());
    if (!ban)
        return false;
    Error error { .code = ErrorCode::Banned, .detail = ban->reason.value_or(QString()) };
    if (ban->until)
        error.retryAfter = *ban->until - m_ports.clock.wallTime();
    refuse(request, error);
    session.peer().close(CloseCode::Banned, u"banned"_s);
    return true;
}

void EntryService::admit(const Request &request, const Admission &admission)
{
    Session *session = request.session();
    if (!session)
        return;
    const Identity &identity = admission.identity;
    if (isKeptOut(request, identity.id))
        return;
    session->tokenHash = admission.tokenHash;
    letIn(*session, identity, admission.ends);
    request.reply(Authenticated { .id = identity.id,
                                  .name = identity.name,
                                  .avatar = identity.avatar,
                                  .role = identity.role,
                                  .token = admission.token,
                                  .resumed = admission.isResumed,
                                  .hasPassword = identity.hasPassword });
}

void EntryService::letIn(Session &session, const Identity &identity, std::optional<Timestamp> ends)
{
    m_deadlines.cancel(std::exchange(session.authenticationDeadline, 0));
    session.strangersPlace.reset();
    session.setIdentity(identity);
    session.peer().transport().setFrameLimit(limits::frameBytes);
    if (ends) {
        session.end =
            m_deadlines.scheduleIn(*ends - m_ports.clock.wallTime(), [connection = &session] {
                connection->peer().close(CloseCode::Unauthenticated, u"the session is over"_s);
            });
    }
    ++m_metrics.authentications;
    m_ports.log.authenticated(session);
    m_presence.arrive(session);
}

void EntryService::finish(const Request &request)
{
    Session *session = request.session();
    if (!session)
        return;
    session->isAuthenticating = false;
    m_decided(*session);
}

} // namespace chat
