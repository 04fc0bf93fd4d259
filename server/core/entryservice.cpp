#include "server/core/entryservice.h"

#include "common/base/logging.h"
#include "server/core/names.h"

namespace chat {

EntryService::EntryService(Authenticator &authenticator, Deadlines &deadlines,
                           PresenceService &presence, Metrics &metrics, Decided decided)
    : m_authenticator(authenticator)
    , m_deadlines(deadlines)
    , m_presence(presence)
    , m_metrics(metrics)
    , m_decided(std::move(decided))
{
}

void EntryService::authenticate(const Request &request, const Authenticate &event)
{
    Session &session = *request.session();
    if (session.isAuthenticated() || session.isAuthenticating) {
        request.refuse({ .code = ErrorCode::Conflict,
                         .detail = u"this connection has authenticated before"_s });
        return;
    }
    Authenticate credentials = event;
    credentials.name = names::tidied(event.name);
    if (!names::isAcceptable(credentials.name)) {
        request.refuse({ .code = ErrorCode::InvalidMessage,
                         .detail = u"name is empty, too long, or has invisible characters"_s });
        return;
    }
    session.isAuthenticating = true;
    m_authenticator.admit(credentials, [this, request](const Result<Admission> &admission) {
        if (request.session())
            request.session()->isAuthenticating = false;
        if (!admission)
            request.refuse(admission.error());
        else
            admit(request, *admission);
        if (Session *asker = request.session())
            m_decided(*asker);
    });
}

void EntryService::admit(const Request &request, const Admission &admission)
{
    Session *session = request.session();
    if (!session)
        return;
    const Identity &identity = admission.identity;
    m_deadlines.cancel(std::exchange(session->authenticationDeadline, 0));
    session->setIdentity(identity);
    session->peer().transport().setFrameLimit(limits::frameBytes);
    ++m_metrics.authentications;
    qCInfo(lcCore, "session %llu is user %s", session->id(), qPrintable(identity.id.text()));
    request.reply(Authenticated { .id = identity.id,
                                  .name = identity.name,
                                  .avatar = identity.avatar,
                                  .role = identity.role,
                                  .token = admission.token,
                                  .resumed = admission.isResumed });
    m_presence.arrive(*session);
}

} // namespace chat
