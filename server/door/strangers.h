#pragma once

#include "common/base/limits.h"

#include <QHash>
#include <QHostAddress>

#include <memory>

namespace chat {

/// Counts the connections that have not said who they are, from their accept until they do or end.
/// One address may not take all the room there is. This machine may: its programs are the
/// operator's.
class Strangers
{
public:
    struct Limits
    {
        int total = limits::unauthenticatedConnections;
        int perAddress = limits::strangersPerAddress;
    };
    /// The room that one connection takes, until nobody keeps it any more. It may outlive the
    /// counter.
    using Place = std::shared_ptr<void>;

    void setLimits(Limits limits) { m_limits = limits; }
    bool isFull() const { return m_counts->total >= m_limits.total; }
    int count() const { return m_counts->total; }
    /// Null when so many from this address are here already; whether it isFull() is for the caller
    /// to ask. The 64 bits of a network are one IPv6 address.
    Place admit(const QHostAddress &address);

private:
    struct Counts
    {
        int total = 0;
        QHash<QHostAddress, int> byAddress;
    };
    struct Stranger;

    Limits m_limits;
    std::shared_ptr<Counts> m_counts = std::make_shared<Counts>();
};

} // namespace chat
