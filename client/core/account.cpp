#include "client/core/account.h"

namespace chat {

Account::Account(ReconnectingSocket &socket)
    : m_socket(socket)
{
}

template <class Request>
void Account::ask(const Request &request, std::function<void(Result<typename Request::Reply>)> done)
{
    if (m_socket.state() != ReconnectingSocket::State::Online) {
        done(Error { .code = ErrorCode::Unavailable, .detail = u"there is no connection"_s });
        return;
    }
    m_socket.peer()->request(request, this, std::move(done));
}

void Account::setPassword(const SetPassword &change, Done done)
{
    ask<SetPassword>(change, [this, done](const Result<PasswordSet> &answer) {
        if (answer)
            Q_EMIT passwordSet(answer->role);
        done(answer ? Result<void>() : answer.error());
    });
}

void Account::listSessions(Listed done)
{
    ask(ListSessions {}, std::move(done));
}

void Account::endSession(const QString &sessionId, Done done)
{
    ask<RevokeSession>({ .sessionId = sessionId }, [done](const Result<SessionRevoked> &answer) {
        done(answer ? Result<void>() : answer.error());
    });
}

} // namespace chat
