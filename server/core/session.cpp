#include "server/core/session.h"

namespace chat {

Session::Session(Id id, std::unique_ptr<Transport> transport, const Clock &clock,
                 Heartbeat heartbeat, Budgets budgets, Keeper &keeper)
    : m_keeper(keeper)
    , m_id(id)
    , m_peer(std::move(transport), clock, heartbeat)
    , m_budgets(budgets)
{
    m_peer.setListener(this);
}

} // namespace chat
