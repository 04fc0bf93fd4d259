#pragma once

#include "common/protocol/accountvalues.h"

namespace chat {

/// What the operator decides about the rules; the defaults are those of limits.h.
struct Policy
{
    QString serverId;
    QString serverName;
    EntryRules entry = {}; // who may come in
    std::chrono::milliseconds sessionIdle = limits::sessionIdle; // of people with an account
    std::chrono::milliseconds sessionLife = limits::sessionLife;
    bool mayCreateRooms = true; // people may make rooms, also by joining one that does not exist
    double sendsPerSecond = limits::sendsPerSecond;
    double sendsBurst = limits::sendsBurst;
    double requestsPerSecond = limits::requestsPerSecond;
    double requestsBurst = limits::requestsBurst;
    double addressRequestsPerSecond = limits::addressRequestsPerSecond;
    double addressRequestsBurst = limits::addressRequestsBurst;
    double refusalsPerSecond = limits::refusalsPerSecond;
    double refusalsBurst = limits::refusalsBurst;
    double controlBytesPerSecond = limits::controlBytesPerSecond;
    double controlBytesBurst = limits::controlBytesBurst;
    int jsonElements = limits::jsonElements;
    double listFramesPerSecond = limits::listFramesPerSecond;
    int unauthenticatedConnections = limits::unauthenticatedConnections;
    qsizetype rooms = limits::rooms; // so many may there be
    int connectionsPerUser = limits::connectionsPerUser;
    int connectionsPerAddress = limits::connectionsPerAddress;
    int largeRoom = limits::largeRoom; // members; at most limits::membersListed
};

} // namespace chat
