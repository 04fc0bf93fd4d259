#pragma once

#include <QUrl>

#include <chrono>
#include <vector>

namespace chat {

/// What a crowd of clients does to a server, and how long.
struct LoadPlan
{
    enum class Protocol { Confab, SocketIo };

    QUrl url;
    Protocol protocol = Protocol::Confab;
    int connections = 100;
    int rooms = 1;
    int membersPerRoom = 100; // 1..connections
    double rate = 0; // messages a second, all rooms together
    int inFlight = 0; // messages not yet with all their members; not both this and a rate
    int messageLength = 128; // characters, at least shortestMessage
    std::chrono::milliseconds warmUp { 1000 }; // talk before anything is measured
    std::chrono::milliseconds duration { 10'000 }; // of the measured talk
    std::chrono::milliseconds settle { 0 }; // silence after everyone is in, before the talk
    std::chrono::milliseconds patience { 10'000 }; // without any progress
    int connecting = 256; // on their way in at a time
    bool resumes = false; // in the end all connections break at once and come back
    qint64 serverPid = 0; // whose cost is read from /proc; 0: nobody's
    bool isQuiet = false;

    static constexpr int shortestMessage = 32; // holds its own mark

    bool talks() const { return rate > 0 || inFlight > 0; }

    /// The connection that is this member (0..membersPerRoom - 1) of this room. Members of a room
    /// are neighbours, and rooms follow each other, so that everyone is in equally many.
    int connectionOf(int room, int member) const
    {
        return static_cast<int>((qint64 { room } * membersPerRoom + member) % connections);
    }
    /// The reverse; not below membersPerRoom for a connection that is not in the room.
    int memberOf(int room, int connection) const
    {
        const qint64 first = connectionOf(room, 0);
        return static_cast<int>((connection - first + connections) % connections);
    }
    /// The rooms of each connection.
    std::vector<std::vector<int>> roomsOfConnections() const;
};

} // namespace chat
