#include "server/core/accountservice.h"

#include "common/base/logging.h"

#include <algorithm>

namespace chat {

AccountService::AccountService(Authenticator &authenticator, Accounts &accounts,
                               PresenceService &presence, Decided decided)
    : m_authenticator(authenticator)
    , m_accounts(accounts)
    , m_presence(presence)
    , m_decided(std::move(decided))
{
}

void AccountService::setPassword(const Request &request, const SetPassword &event)
{
    Session &asker = *request.session();
    asker.isChangingPassword = true;
    m_authenticator.changePassword(
        asker.identity(), asker.tokenHash, event,
        [this, request, self = asker.identity(), own = asker.tokenHash](const Result<Role> &role) {
            passwordIsSet(request, self, own, role);
            if (Session *session = request.session()) {
                session->isChangingPassword = false;
                m_decided(*session);
            }
        });
}

void AccountService::passwordIsSet(const Request &request, const Identity &former,
                                   const QByteArray &tokenHash, const Result<Role> &role)
{
    if (!role) {
        request.refuse(role.error());
        return;
    }
    qCInfo(lcCore, "user %s has a new password", qPrintable(former.id.text()));
    Identity self = former;
    self.role = *role;
    self.hasPassword = true;
    m_presence.update(self);
    request.reply(PasswordSet { .role = *role });
    if (former.hasPassword)
        close(former.id, u"the password was changed"_s,
              [&tokenHash](const Session &session) { return session.tokenHash != tokenHash; });
}

void AccountService::close(const UserId &user, const QString &why,
                           const std::function<bool(const Session &)> &isMeant)
{
    const auto connections = m_presence.sessions(user);
    for (Session *session : connections) {
        if (isMeant(*session))
            session->peer().close(CloseCode::Unauthenticated, why);
    }
}

void AccountService::listSessions(const Request &request, const ListSessions &)
{
    const UserId user = request.session()->identity().id;
    m_accounts.sessions(
        user,
        [this, request, user,
         own = request.session()->tokenHash](const Result<QList<StoredSession>> &stored) {
            if (!stored) {
                request.refuse(stored.error());
                return;
            }
            SessionList list;
            for (const StoredSession &session : *stored)
                list.sessions.append({ .sessionId = sessionIdOf(session.tokenHash),
                                       .device = session.device,
                                       .createdAt = session.facts.createdAt,
                                       .usedAt = session.facts.usedAt,
                                       .isCurrent = session.tokenHash == own,
                                       .isOnline = isOnline(user, session.tokenHash) });
            list.sessions.resize(
                std::min<qsizetype>(list.sessions.size(), limits::sessionsPerUser));
            request.reply(list);
        });
}

bool AccountService::isOnline(const UserId &user, const QByteArray &tokenHash) const
{
    const auto connections = m_presence.sessions(user);
    return std::ranges::find(connections, tokenHash, &Session::tokenHash) != connections.end();
}

void AccountService::revokeSession(const Request &request, const RevokeSession &event)
{
    const UserId user = request.session()->identity().id;
    m_accounts.sessions(
        user, [this, request, event, user](const Result<QList<StoredSession>> &stored) {
            if (!stored) {
                request.refuse(stored.error());
                return;
            }
            const auto named = std::ranges::find_if(*stored, [&event](const StoredSession &one) {
                return sessionIdOf(one.tokenHash) == event.sessionId;
            });
            if (named == stored->end())
                request.refuse({ .code = ErrorCode::NotFound });
            else
                end(request, user, named->tokenHash);
        });
}

void AccountService::end(const Request &request, const UserId &user, const QByteArray &tokenHash)
{
    m_accounts.endSessions(
        user, { tokenHash }, [this, request, user, tokenHash](const Result<int> &ended) {
            if (!ended) {
                request.refuse(ended.error());
                return;
            }
            request.reply(SessionRevoked { .sessionId = sessionIdOf(tokenHash) });
            close(user, u"the session was ended"_s,
                  [&tokenHash](const Session &session) { return session.tokenHash == tokenHash; });
        });
}

} // namespace chat
