#pragma once

#include "common/base/error.h"
#include "server/core/measure.h"

#include <QHash>

#include <array>

namespace chat {

/// Whose a budget is.
enum class Budget {
    Connection, // any request of one connection
    Person, // what one person sends, on all their connections
    Address, // all requests of one address, which pay this besides
};

/// What this process has done since it started. Counters only grow.
struct Metrics
{
    quint64 connections = 0;
    quint64 overload = 0; // connections that were refused because there were too many
    quint64 crowdedAddress = 0; // because there were too many of their address
    quint64 authentications = 0;
    quint64 requests = 0;
    quint64 refusals = 0;
    quint64 garbledFrames = 0; // unreadable, or of an unknown type
    quint64 messages = 0; // stored
    quint64 deliveries = 0; // frames to members of rooms
    QHash<ErrorCode, quint64> refusalsByCode;
    QHash<int, quint64> endsByCode; // close codes
    std::array<quint64, 3> refusalsByBudget {}; // of requests
    Times sends; // from asking to having stored it

    void refused(ErrorCode code)
    {
        ++refusals;
        ++refusalsByCode[code];
    }
    void overBudget(Budget whose) { ++refusalsByBudget[static_cast<std::size_t>(whose)]; }

    QList<Measure> measures() const;
};

} // namespace chat
