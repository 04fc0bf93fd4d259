#pragma once

#include "server/core/keyedbuckets.h"
#include "server/core/metrics.h"
#include "server/core/policy.h"

namespace chat {

class PresenceService;
class Session;

/// What requests are paid from: from the connection's or the person's own budget, and besides from
/// that of the address, so that many connections are not many times as much. This machine has no
/// budget as an address: what speaks to a server from its own machine is its operator's, or a proxy
/// behind which there are many.
class Budgets
{
public:
    Budgets(const Clock &clock, const Policy &policy, PresenceService &presence, Metrics &metrics);

    /// Nothing; or how long to wait, and then nothing is taken. `from` is Connection, or Person of
    /// somebody who is let in.
    std::optional<std::chrono::milliseconds> spend(Session &session, Budget from, double cost);

private:
    const Clock &m_clock;
    PresenceService &m_presence;
    Metrics &m_metrics;
    KeyedBuckets m_addresses;
};

} // namespace chat
