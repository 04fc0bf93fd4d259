#include "client/core/moderation.h"

namespace chat {

Moderation::Moderation(ReconnectingSocket &socket)
    : m_socket(socket)
{
}

template <class Request>
void Moderation::ask(const Request &request, Done done)
{
    if (m_socket.state() != ReconnectingSocket::State::Online) {
        done(Error { .code = ErrorCode::Unavailable, .detail = u"there is no connection"_s });
        return;
    }
    m_socket.peer()->request(request, this, [done](const Result<typename Request::Reply> &answer) {
        done(answer ? Result<void>() : answer.error());
    });
}

void Moderation::kick(const KickMember &request, Done done)
{
    ask(request, std::move(done));
}

void Moderation::setRole(const SetRole &request, Done done)
{
    ask(request, std::move(done));
}

} // namespace chat
