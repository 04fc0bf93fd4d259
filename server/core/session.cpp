#include "server/core/session.h"

namespace chat {

Session::Session(Id id, std::unique_ptr<Transport> transport, const Clock &clock,
                 Heartbeat heartbeat, TokenBucket requests, Keeper &keeper)
    : m_keeper(keeper)
    , m_id(id)
    , m_peer(std::move(transport), clock, heartbeat)
    , m_requests(requests)
{
    m_peer.setListener(this);
}

} // namespace chat
