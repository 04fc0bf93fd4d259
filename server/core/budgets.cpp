#include "server/core/budgets.h"

#include "server/core/presenceservice.h"

namespace chat {

Budgets::Budgets(const Clock &clock, const Policy &policy, PresenceService &presence,
                 Metrics &metrics)
    : m_clock(clock)
    , m_presence(presence)
    , m_metrics(metrics)
    , m_addresses(policy.addressRequestsPerSecond, policy.addressRequestsBurst)
{
}

std::optional<std::chrono::milliseconds> Budgets::spend(Session &session, Budget from, double cost)
{
    const Instant now = m_clock.now();
    TokenBucket &own =
        from == Budget::Person ? m_presence.sends(session.identity().id) : session.requests();
    if (const auto wait = own.take(cost, now)) {
        m_metrics.overBudget(from);
        return wait;
    }
    if (session.address.isEmpty())
        return std::nullopt;
    // Asked last: what one connection may not do must not be paid for by its neighbours.
    const auto wait = m_addresses.take(session.address, cost, now);
    if (wait) {
        own.giveBack(cost, now);
        m_metrics.overBudget(Budget::Address);
    }
    return wait;
}

} // namespace chat
