#include "tests/support/peerpair.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

/// How two peers notice that the other one is gone.
class HeartbeatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theServerPingsEvery25Seconds()
    {
        PeerPair pair;
        const QSignalSpy ponged(pair.serverEnd, &Transport::ponged);
        pair.pass(24s);
        QCOMPARE(ponged.size(), 0);
        pair.pass(1s);
        QCOMPARE(ponged.size(), 1);
        pair.pass(25s);
        QCOMPARE(ponged.size(), 2);
        QCOMPARE(pair.serverEnd->state(), Transport::State::Open);
    }

    void theServerClosesOnNoAnswerAfter10Seconds()
    {
        PeerPair pair;
        const QSignalSpy closed(pair.server.get(), &Peer::closed);
        pair.serverEnd->setHeld(true);
        pair.pass(34s);
        QCOMPARE(closed.size(), 0);
        pair.pass(1s);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.first().first().value<CloseReason>().code, int(CloseCode::NoAnswer));
    }

    void theClientGivesASilentServerUpAfter35Seconds()
    {
        PeerPair pair;
        const QSignalSpy closed(pair.client.get(), &Peer::closed);
        pair.serverEnd->setHeld(true);
        pair.clientEnd->setHeld(true);
        pair.pass(34s);
        QCOMPARE(closed.size(), 0);
        pair.pass(1s);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!closed.first().first().value<CloseReason>().isClean);
    }

    // A QWebSocket answers pings without a signal: a client that only waits hears nothing of them.
    void anIdleClientKeepsAServerThatAnswersPings()
    {
        PeerPair pair;
        const QSignalSpy closed(pair.client.get(), &Peer::closed);
        pair.pass(10min);
        QCOMPARE(closed.size(), 0);
        QCOMPARE(pair.clientEnd->state(), Transport::State::Open);
    }

    void whoeverTalksIsNotSilent()
    {
        PeerPair pair;
        auto [near, far] = LoopbackTransport::pair();
        LoopbackTransport *const end = near.get();
        Peer peer(std::move(near), pair.clock, { .silence = 35s });
        turn();
        for (int i = 0; i < 20; ++i) {
            far->send(Frame::of(GoingAway {}));
            turn();
            pair.clock.advance(30s);
            (void)peer.check();
        }
        QCOMPARE(end->state(), Transport::State::Open);
    }

    void withoutAPongRuleAnUnansweredPingIsNoReasonToClose()
    {
        PeerPair pair;
        auto [near, far] = LoopbackTransport::pair();
        LoopbackTransport *const end = near.get();
        end->setHeld(true);
        Peer peer(std::move(near), pair.clock, { .pingEvery = 25s });
        turn();
        for (int i = 0; i < 10; ++i) {
            pair.clock.advance(25s);
            (void)peer.check();
            turn();
        }
        QCOMPARE(end->state(), Transport::State::Open);
    }

    // Whoever owns a peer sleeps until then.
    void checkSaysWhenItIsNeededNext()
    {
        PeerPair pair;
        QCOMPARE(pair.server->check(), pair.clock.now() + 15s);
        pair.clock.advance(15s);
        QCOMPARE(pair.server->check(), pair.clock.now() + 10s);
        pair.clock.advance(10s);
        QCOMPARE(pair.server->check(), pair.clock.now() + 10s); // for the pong
        turn();
        QCOMPARE(pair.server->check(), pair.clock.now() + 15s);
        pair.clock.advance(4s);
        pair.client->request(ListRooms {}, this, [](const Result<RoomList> &) {});
        (void)pair.client->check(); // pings, late
        QCOMPARE(pair.client->check(), pair.clock.now() + 6s); // for 35 s of silence
    }

    void checkIsNeverDueInThePast()
    {
        PeerPair pair;
        pair.clientEnd->setHeld(true);
        pair.serverEnd->setHeld(true);
        pair.client->request(ListRooms {}, this, [](const Result<RoomList> &) {});
        for (int i = 0; i < 200; ++i) {
            QVERIFY(pair.client->check() > pair.clock.now());
            QVERIFY(pair.server->check() > pair.clock.now());
            pair.clock.advance(997ms);
            turn();
        }
    }
};

QTEST_GUILESS_MAIN(HeartbeatTest)
#include "tst_heartbeat.moc"
