#pragma once

#include "common/net/loopbacktransport.h"
#include "server/auth/gate.h"
#include "server/bus/localbus.h"
#include "server/core/chatserver.h"
#include "server/storage/memorystore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/flakystore.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testclient.h"

#include <QTest>

namespace chat {

/// A whole server in memory, on a clock that only moves when it is told to.
class ServerFixture
{
public:
    /// What hashing a password costs here.
    static constexpr passwordhash::Cost cheap { .passes = 1, .bytes = 8192 };

    explicit ServerFixture(Policy policy = {}, const passwordhash::Cost &cost = cheap,
                           std::optional<JwtVerifier> verifier = {})
        : m_policy(named(std::move(policy)))
        , m_gate({ flaky, clock, random }, m_policy, std::move(verifier), cost)
        , server({ clock, random, flaky, flaky, flaky, flaky, m_bus, m_gate }, m_policy)
    {
        store.setClock(clock);
        bool isStarted = false;
        server.start([&isStarted](const Result<void> &started) { isStarted = bool(started); });
        if (!waitUntil([&isStarted] { return isStarted; }))
            qFatal("the server did not start");
    }

    /// A connection that has not said anything.
    std::unique_ptr<TestClient> connectClient(const QString &address = u"192.0.2.1:50000"_s)
    {
        auto [near, far] = LoopbackTransport::pair();
        far->setPeerName(address);
        lastServerEnd = far.get();
        auto client = std::make_unique<TestClient>(std::move(near), clock);
        // Both ends are open after one turn; the server is only given open ones.
        if (!waitUntil([&end = *far] { return end.state() == Transport::State::Open; }))
            qFatal("the connection did not open");
        server.accept(std::move(far));
        return client;
    }
    std::unique_ptr<TestClient> connectAs(const QString &name, const QString &token = {})
    {
        auto client = connectClient();
        client->authenticate(name, token);
        return client;
    }
    /// Authenticated, and in the room.
    std::unique_ptr<TestClient> enter(const QString &name, const QString &room)
    {
        auto client = connectAs(name);
        if (!client->join(room))
            qFatal("%s could not join", qPrintable(name));
        return client;
    }

    /// Moves time; what is due happens before this returns.
    void advance(std::chrono::milliseconds by)
    {
        // In steps, since one deadline may set the next.
        constexpr std::chrono::milliseconds step { 1000 };
        for (; by > step; by -= step)
            advanceOnce(step);
        advanceOnce(by);
    }

    FakeClock clock;
    SeededRandom random { 1 };
    MemoryStore store;
    FlakyStore flaky { store, store, store, store, random }; // what the server sees of it

private:
    Policy m_policy;
    LocalBus m_bus;
    Gate m_gate;

    static Policy named(Policy policy)
    {
        if (!passwordhash::prepare())
            qFatal("no passwords can be hashed");
        if (policy.serverId.isEmpty())
            policy.serverId = u"test-server"_s;
        return policy;
    }

    void advanceOnce(std::chrono::milliseconds by)
    {
        clock.advance(by);
        server.advance();
        // Whatever that sent has an answer before time goes on.
        QCoreApplication::processEvents();
    }

public:
    ChatServer server;
    /// The server's end of the connection that was made last.
    QPointer<LoopbackTransport> lastServerEnd;
};

} // namespace chat
