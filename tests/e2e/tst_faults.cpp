#include "common/net/websockettransport.h"
#include "tests/support/crowd.h"
#include "tests/support/faultproxy.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                         u"limits.sends_burst=1000000"_s };

/// A server of its own process, a network that can misbehave, and a crowd that talks through it.
struct Scene
{
    explicit Scene(Crowd::Options options = {})
        : server(folder.filePath(u"data"_s))
    {
        options.seed = runSeed();
        if (!server.start(fast))
            qFatal("no server: %s", qPrintable(server.errors()));
        proxy = std::make_unique<FaultProxy>(server.port(), options.seed);
        crowd = std::make_unique<Crowd>(
            options, [this] { return WebSocketTransport::connectTo(doorway()); });
        crowd->setImpatient(true);
    }

    QUrl doorway() const { return QUrl(u"ws://127.0.0.1:%1"_s.arg(proxy->port())); }
    /// Lets the crowd talk for some time, a part of it by chance.
    void talkFor(std::chrono::milliseconds least, std::chrono::milliseconds most)
    {
        crowd->talk(20ms);
        QTest::qWait(
            static_cast<int>(crowd->random().uniform(double(least.count()), double(most.count()))));
    }
    QString verdict()
    {
        const auto connect = [this] { return WebSocketTransport::connectTo(server.url()); };
        return crowd->verdict(connect).join(u'\n');
    }

    QTemporaryDir folder;
    ServerProcess server;
    std::unique_ptr<FaultProxy> proxy;
    std::unique_ptr<Crowd> crowd;
};

} // namespace

/// What the network, the machine and other people can do to a conversation. In the end everyone has
/// the same lines, each once, and nothing that was accepted is missing.
class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingHappens();
    void theServerIsKilledInMidBurst();
    void theServerStopsForAWhile();
    void connectionsBreakInMidMessage();
    void aBlackHoleIsNoticed_data();
    void aBlackHoleIsNoticed();
    void anAnswerThatIsLostIsNoSecondMessage();
    void aSlowAndShakyLineIsNoReasonToGo();
    void manyReturnsLeaveNothingBehind();
};

void TestFaults::nothingHappens()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    scene.crowd->say(20);
    QCOMPARE(scene.verdict(), QString());
    QCOMPARE(scene.crowd->accepted(), scene.crowd->said());
    QCOMPARE(scene.proxy->acceptedCount(), 8);
}

void TestFaults::theServerIsKilledInMidBurst()
{
    // tests/bench/faults.sh wants more of them, for longer.
    const int many = qEnvironmentVariableIntValue("CONFAB_DRIVERS");
    Scene scene({ .drivers = std::max(8, many) });
    QVERIFY(scene.crowd->gather());
    for (int round = 0; round < 3; ++round) {
        const int before = scene.crowd->accepted();
        scene.talkFor(many > 0 ? 1000ms : 200ms, many > 0 ? 3000ms : 800ms);
        QVERIFY(waitUntil([&] { return scene.crowd->accepted() > before; }));
        scene.server.kill();
        QVERIFY(scene.server.start(fast));
    }
    QCOMPARE(scene.verdict(), QString());
}

void TestFaults::theServerStopsForAWhile()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    scene.talkFor(200ms, 500ms);
    scene.server.freeze();
    QTest::qWait(100);
    scene.crowd->advance(limits::silence + 1s);
    for (const auto &driver : scene.crowd->drivers())
        QVERIFY(driver->session().state() != ClientSession::State::Online);
    scene.server.thaw(); // and finds what they said before they gave it up
    QCOMPARE(scene.verdict(), QString());
}

void TestFaults::connectionsBreakInMidMessage()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    scene.crowd->talk(20ms);
    for (int round = 0; round < 10; ++round) {
        Faults faults;
        WayFaults &way = scene.crowd->random().next() % 2 == 0 ? faults.up : faults.down;
        way.at = WayFaults::At { .what = WayFaults::Trouble::Reset,
                                 .byte = qint64(scene.crowd->random().next() % 20'000) };
        scene.proxy->setFaultsOfNext(faults);
        scene.proxy->resetAll();
        scene.talkFor(100ms, 300ms);
    }
    scene.proxy->setFaultsOfNext({});
    scene.proxy->resetAll();
    QCOMPARE(scene.verdict(), QString());
}

void TestFaults::aBlackHoleIsNoticed_data()
{
    QTest::addColumn<bool>("up");
    QTest::addColumn<bool>("down");
    QTest::newRow("on the way to the server") << true << false;
    QTest::newRow("on the way to the client") << false << true;
    QTest::newRow("both ways") << true << true;
}

void TestFaults::aBlackHoleIsNoticed()
{
    QFETCH(const bool, up);
    QFETCH(const bool, down);
    Scene scene;
    QVERIFY(scene.crowd->gather());
    scene.talkFor(200ms, 400ms);
    scene.proxy->stopAll(up, down);
    scene.talkFor(100ms, 200ms);
    // Whoever said something gets no answer in time, whoever did not hears nothing for too long.
    scene.crowd->advance(limits::silence + 1s);
    QCOMPARE(scene.verdict(), QString());
    QVERIFY(scene.proxy->acceptedCount() >= 16);
}

void TestFaults::anAnswerThatIsLostIsNoSecondMessage()
{
    Scene scene({ .drivers = 1, .rooms = 1 });
    QVERIFY(scene.crowd->gather());
    const RoomId room = scene.crowd->rooms().first();
    const SystemClock clock;
    TestClient witness(WebSocketTransport::connectTo(scene.server.url()), clock);
    QVERIFY(witness.waitFor<Welcome>());
    witness.authenticate(u"witness"_s);
    QVERIFY(witness.join(room.text()));

    scene.proxy->stopAll(false, true);
    scene.crowd->say(1);
    QVERIFY(witness.waitFor<NewMessage>()); // stored, and nobody tells
    QCOMPARE(scene.crowd->accepted(), 0);
    scene.proxy->resetAll();
    QCOMPARE(scene.verdict(), QString());
    QCOMPARE(scene.crowd->accepted(), 1);
    QCOMPARE(witness.count<NewMessage>(), 1);
}

void TestFaults::aSlowAndShakyLineIsNoReasonToGo()
{
    Scene scene({ .drivers = 4, .rooms = 1 });
    scene.proxy->setFaults(*Faults::fromText(u"delay=300 jitter=200 rate=65536"_s));
    QVERIFY(scene.crowd->gather());
    Room *seenByBob = scene.crowd->driver(1).session().rooms().find(scene.crowd->rooms().first());
    scene.crowd->driver(0).session().rooms().find(scene.crowd->rooms().first())->typed();
    QVERIFY(waitUntil([&] { return !seenByBob->typingNames().isEmpty(); }));
    QVERIFY(waitUntil([&] { return seenByBob->typingNames().isEmpty(); }));
    scene.crowd->say(5);
    QCOMPARE(scene.verdict(), QString());
    QCOMPARE(scene.proxy->acceptedCount(), 4); // nobody took it for dead
}

void TestFaults::manyReturnsLeaveNothingBehind()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    const auto returned = [&scene](int times) {
        return std::ranges::all_of(scene.crowd->drivers(), [times](const auto &driver) {
            return driver->reconnects() >= times && driver->isThere();
        });
    };
    int waves = 0;
    const auto wave = [&] {
        scene.crowd->say(5);
        scene.proxy->resetAll();
        ++waves;
        return waitUntil([&] { return returned(waves); });
    };
    for (int i = 0; i < 5; ++i)
        QVERIFY(wave());
    const Footprint before = Footprint::of(scene.server.processId());
    for (int i = 0; i < 15; ++i)
        QVERIFY(wave());
    QCOMPARE(scene.verdict(), QString());
    const Footprint after = Footprint::of(scene.server.processId());
    QCOMPARE(before.growthTo(after, 2, 4 * 1024 * 1024), QString());
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
