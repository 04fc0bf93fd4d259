#include "server/core/entryservice.h"

#include "common/base/logging.h"
#include "server/core/names.h"

namespace chat {

EntryService::EntryService(Authenticator &authenticator, Deadlines &deadlines,
                           PresenceService &presence, ResumeService &rooms, Metrics &metrics,
                           Decided decided)
    : m_authenticator(authenticator)
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

void EntryService::authenticate(const Request &request, const Authenticate &event)
{
    if (!mayBegin(request))
        return;
    Authenticate credentials = event;
    credentials.name = names::tidied(event.name);
    if (!names::isAcceptable(credentials.name)) {
        request.refuse({ .code = ErrorCode::InvalidMessage,
                         .detail = u"name is empty, too long, or has invisible characters"_s });
        return;
    }
    Session &session = *request.session();
    session.isAuthenticating = true;
    session.device = event.deviceId.value_or(DeviceId());
    m_authenticator.admit(credentials, [this, request](const Result<Admission> &admission) {
        if (!admission)
            request.refuse(admission.error());
        else
            admit(request, *admission);
        finish(request);
    });
}

void EntryService::resume(const Request &request, const Resume &event)
{
    if (!mayBegin(request))
        return;
    Session &session = *request.session();
    session.isAuthenticating = true;
    session.device = event.deviceId;
    m_authenticator.recall(event.token, [this, request, event](const Result<Recalled> &recalled) {
        Session *asker = request.session();
        if (!asker)
            return;
        if (!recalled) {
            request.refuse(recalled.error());
            finish(request);
            return;
        }
        letIn(*asker, recalled->identity);
        m_rooms.resume(request, event, recalled->memberships, [this, request] { finish(request); });
    });
}

void EntryService::admit(const Request &request, const Admission &admission)
{
    Session *session = request.session();
    if (!session)
        return;
    const Identity &identity = admission.identity;
    letIn(*session, identity);
    request.reply(Authenticated { .id = identity.id,
                                  .name = identity.name,
                                  .avatar = identity.avatar,
                                  .role = identity.role,
                                  .token = admission.token,
                                  .resumed = admission.isResumed });
}

void EntryService::letIn(Session &session, const Identity &identity)
{
    m_deadlines.cancel(std::exchange(session.authenticationDeadline, 0));
    session.strangersPlace.reset();
    session.setIdentity(identity);
    session.peer().transport().setFrameLimit(limits::frameBytes);
    ++m_metrics.authentications;
    qCInfo(lcCore, "session %llu is user %s", session.id(), qPrintable(identity.id.text()));
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
