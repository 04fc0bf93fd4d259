#include "common/net/loopbacktransport.h"
#include "server/auth/gate.h"
#include "server/bus/localbus.h"
#include "server/core/chatserver.h"
#include "server/storage/memorystore.h"
#include "tests/support/crowd.h"
#include "tests/support/flakystore.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

/// A server in memory whose store fails by chance, and a crowd that talks to it.
class TestFlakyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyLosesALine_data();
    void nobodyLosesALine();
};

void TestFlakyStore::nobodyLosesALine_data()
{
    QTest::addColumn<double>("share");
    for (const int percent : { 5, 20, 50 })
        QTest::addRow("%d %%", percent) << percent / 100.0;
}

void TestFlakyStore::nobodyLosesALine()
{
    QFETCH(const double, share);
    const ShiftedClock clock; // stands beside the crowd's, and moves with the machine's
    SeededRandom random(runSeed());
    MemoryStore memory;
    FlakyStore store(memory, memory, memory, memory, random);
    LocalBus bus;
    QVERIFY(passwordhash::prepare());
    const Policy policy { .serverId = u"test-server"_s, .sendsPerSecond = 1e6, .sendsBurst = 1e6 };
    Gate gate({ store, clock, random }, policy, std::nullopt);
    ChatServer server({ clock, random, store, store, store, store, bus, gate }, policy);
    bool isStarted = false;
    server.start([&isStarted](const Result<void> &started) { isStarted = bool(started); });
    QVERIFY(waitUntil([&] { return isStarted; }));
    const auto connect = [&server]() -> std::unique_ptr<Transport> {
        auto [near, far] = LoopbackTransport::pair();
        // The server is only given open ones.
        QObject::connect(far.get(), &Transport::opened, &server, [&server, end = far.get()] {
            server.accept(std::unique_ptr<Transport>(end));
        });
        (void)far.release();
        return std::move(near);
    };

    Crowd crowd({ .seed = runSeed() }, connect);
    crowd.setImpatient(true);
    // Whoever is told "later" has not to wait.
    QTimer hurry;
    QObject::connect(&hurry, &QTimer::timeout, &crowd, [&crowd] { crowd.advance(500ms); });
    hurry.start(5ms);
    QVERIFY(crowd.gather());
    store.setFailures(share);
    crowd.say(20);
    QVERIFY(waitUntil([&] { return crowd.accepted() == crowd.said(); }));

    QVERIFY(store.failures() > 0);
    QCOMPARE(server.connectionCount(), 8); // a failure is an answer, and no end
    store.setFailures(0);
    QCOMPARE(crowd.verdict(connect), QStringList());
}

QTEST_GUILESS_MAIN(TestFlakyStore)
#include "tst_flakystore.moc"
