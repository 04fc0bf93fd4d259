#pragma once

#include "common/net/loopbacktransport.h"
#include "common/protocol/peer.h"
#include "tests/support/fakeclock.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace chat {

/// Lets everything arrive that is on its way in memory, answers to answers too.
inline void turn()
{
    for (int hops = 0; hops < 6; ++hops) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

/// A client's and a server's peer, connected in memory, with time standing still between them.
struct PeerPair
{
    FakeClock clock;
    std::unique_ptr<Peer> client;
    std::unique_ptr<Peer> server;
    LoopbackTransport *clientEnd = nullptr; // owned by client
    LoopbackTransport *serverEnd = nullptr; // owned by server

    PeerPair()
    {
        auto [a, b] = LoopbackTransport::pair();
        clientEnd = a.get();
        serverEnd = b.get();
        client = std::make_unique<Peer>(std::move(a), clock, Heartbeat::ofClient());
        server = std::make_unique<Peer>(std::move(b), clock, Heartbeat::ofServer());
        turn();
    }

    /// Moves time on by steps of a second, with both ends on the watch.
    void pass(std::chrono::seconds time)
    {
        for (; time.count() > 0; --time) {
            clock.advance(std::chrono::seconds { 1 });
            (void)client->check();
            (void)server->check();
            turn();
        }
    }
};

} // namespace chat
