#include "client/core/roommoderation.h"

namespace chat {

RoomModeration::RoomModeration(ReconnectingSocket &socket)
    : m_socket(socket)
{
}

template <class Request>
void RoomModeration::ask(const Request &request, Done done)
{
    if (m_socket.state() != ReconnectingSocket::State::Online) {
        done(Error { .code = ErrorCode::Unavailable, .detail = u"there is no connection"_s });
        return;
    }
    m_socket.peer()->request(request, this, [done](const Result<typename Request::Reply> &answer) {
        done(answer ? Result<void>() : answer.error());
    });
}

void RoomModeration::kick(const KickMember &request, Done done)
{
    ask(request, std::move(done));
}

void RoomModeration::setRole(const SetRole &request, Done done)
{
    ask(request, std::move(done));
}

} // namespace chat
