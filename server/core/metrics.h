#pragma once

#include "common/base/error.h"
#include "server/core/measure.h"

#include <QHash>

namespace chat {

/// What this process has done since it started. Counters only grow.
struct Metrics
{
    quint64 connections = 0;
    quint64 overload = 0; // connections that were refused because there were too many
    quint64 authentications = 0;
    quint64 requests = 0;
    quint64 refusals = 0;
    quint64 garbledFrames = 0; // unreadable, or of an unknown type
    quint64 messages = 0; // stored
    quint64 deliveries = 0; // frames to members of rooms
    QHash<ErrorCode, quint64> refusalsByCode;
    QHash<int, quint64> endsByCode; // close codes
    Times sends; // from asking to having stored it

    void refused(ErrorCode code)
    {
        ++refusals;
        ++refusalsByCode[code];
    }

    QList<Measure> measures() const;
};

} // namespace chat
