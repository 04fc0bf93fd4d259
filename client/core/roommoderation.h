#pragma once

#include "client/core/reconnectingsocket.h"
#include "common/protocol/moderationevents.h"

namespace chat {

/// Keeping order in rooms, for who may. Everything needs a connection; without one, or when it
/// breaks, the answer is Unavailable.
class RoomModeration : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    /// `socket` must outlive this object.
    explicit RoomModeration(ReconnectingSocket &socket);

    void kick(const KickMember &request, Done done);
    void setRole(const SetRole &request, Done done);

private:
    template <class Request>
    void ask(const Request &request, Done done);

    ReconnectingSocket &m_socket;
};

} // namespace chat
