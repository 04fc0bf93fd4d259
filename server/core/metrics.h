#pragma once

#include <QtGlobal>

namespace chat {

/// What this process has done since it started. Counters only grow.
struct Metrics
{
    quint64 connections = 0;
    quint64 authentications = 0;
    quint64 requests = 0;
    quint64 refusals = 0;
    quint64 garbledFrames = 0; // unreadable, or of an unknown type
    quint64 messages = 0; // stored
    quint64 deliveries = 0; // frames to members of rooms
};

} // namespace chat
