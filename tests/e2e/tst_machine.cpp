#include "common/net/websockettransport.h"
#include "tests/support/crowd.h"
#include "tests/support/machine.h"
#include "tests/support/testclient.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                         u"limits.sends_burst=1000000"_s };

/// A server on a machine that can misbehave, and a crowd that talks to it.
struct Scene
{
    explicit Scene(const QStringList &moreArguments = {})
        : arguments(fast + moreArguments)
        , server(folder.filePath(u"data"_s))
        , machine(server, folder.filePath(u"data"_s))
    {
        if (!server.start(arguments))
            qFatal("no server: %s", qPrintable(server.errors()));
        crowd = std::make_unique<Crowd>(Crowd::Options { .drivers = 6, .seed = runSeed() },
                                        [this] { return connect(); });
        crowd->setImpatient(true);
    }

    bool restart() { return server.start(arguments); }
    std::unique_ptr<Transport> connect() const
    {
        return WebSocketTransport::connectTo(server.url());
    }
    QString verdict()
    {
        return crowd->verdict([this] { return connect(); }).join(u'\n');
    }
    bool acceptMore()
    {
        const int before = crowd->accepted();
        return waitUntil([&] { return crowd->accepted() >= before + 20; });
    }
    std::unique_ptr<TestClient> connectAs(const QString &name)
    {
        auto client = std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()),
                                                   crowd->clock());
        if (!client->waitFor<Welcome>() || client->authenticate(name).id == UserId())
            qFatal("%s is not let in", qPrintable(name));
        return client;
    }

    QTemporaryDir folder;
    QStringList arguments;
    ServerProcess server;
    Machine machine;
    std::unique_ptr<Crowd> crowd;
};

} // namespace

/// What the machine under a server can do to it: power, disk, clock.
class TestMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePowerIsCut();
    void thePowerIsCutWithNormalDurability();
    void theDiskIsFullForAWhile();
    void theClockJumps();
};

void TestMachine::thePowerIsCut()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    for (int round = 0; round < 3; ++round) {
        scene.crowd->talk(5ms);
        QVERIFY(scene.acceptMore());
        scene.server.kill();
        QVERIFY(scene.machine.loseUnsynced());
        QVERIFY(scene.restart());
    }
    QCOMPARE(scene.verdict(), QString());
}

// Also the proof that the test above could fail.
void TestMachine::thePowerIsCutWithNormalDurability()
{
    Scene scene({ u"--set"_s, u"server.durability=normal"_s });
    {
        const auto ada = scene.connectAs(u"ada"_s);
        QVERIFY(ada->join(u"tea"_s));
        QVERIFY(ada->say(u"tea"_s, u"on the disk"_s));
        ada->settle();
    }
    QCOMPARE(scene.server.terminate(), 0); // that is synced
    QVERIFY(scene.restart());
    {
        const auto bob = scene.connectAs(u"bob"_s);
        QVERIFY(bob->join(u"tea"_s));
        QVERIFY(bob->say(u"tea"_s, u"on its way to the disk"_s));
    }
    scene.server.kill();
    QVERIFY(scene.machine.loseUnsynced());
    QVERIFY(scene.restart()); // it has lost something, and is not damaged
    const auto history = scene.connectAs(u"eve"_s)->join(u"tea"_s);
    QCOMPARE(history->headSeq, Seq::fromNumber(1));
    QCOMPARE(history->messages.first().content, u"on the disk"_s);
}

void TestMachine::theDiskIsFullForAWhile()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    scene.crowd->talk(10ms);
    QVERIFY(scene.acceptMore());
    const auto ada = scene.connectAs(u"ada"_s);
    scene.machine.setDiskFull(true);
    scene.crowd->hush();
    QCOMPARE(ada->join(u"room 0"_s).error().code, ErrorCode::StoreFull);
    const int before = scene.crowd->accepted();
    scene.crowd->say(5);
    ada->settle();
    QCOMPARE(scene.crowd->accepted(), before);
    TestClient bob(WebSocketTransport::connectTo(scene.server.url()), scene.crowd->clock());
    QVERIFY(bob.waitFor<Welcome>());
    QCOMPARE(bob.ask(Authenticate { .name = u"bob"_s }).error().code, ErrorCode::StoreFull);
    for (const auto &driver : scene.crowd->drivers())
        QCOMPARE(driver->session().state(), ClientSession::State::Online);

    scene.machine.setDiskFull(false);
    scene.crowd->advance(limits::retryWait + 1s);
    QVERIFY(ada->join(u"room 0"_s));
    QCOMPARE(scene.verdict(), QString());
    scene.server.kill();
    QVERIFY(scene.restart()); // which looks through the whole database
    QCOMPARE(scene.verdict(), QString());
}

void TestMachine::theClockJumps()
{
    Scene scene;
    QVERIFY(scene.crowd->gather());
    const auto witness = scene.connectAs(u"witness"_s);
    QVERIFY(witness->join(u"room 0"_s));
    scene.crowd->talk(10ms);
    for (const auto by : { 3600s, -7200s, -86400s, 86400s * 400 }) {
        scene.machine.shiftClock(by);
        QVERIFY(scene.acceptMore());
    }
    scene.crowd->hush();
    Room *room = scene.crowd->driver(0).session().rooms().find(scene.crowd->rooms().first());
    witness->tell(Typing { .roomId = room->id() });
    QVERIFY(waitUntil([&] { return !room->typingNames().isEmpty(); }));
    scene.machine.shiftClock(-3600s);
    QVERIFY(waitUntil([&] { return room->typingNames().isEmpty(); }));
    QVERIFY(scene.connectAs(u"newcomer"_s)->join(u"room 0"_s));
    QCOMPARE(scene.verdict(), QString());
    for (const auto &driver : scene.crowd->drivers())
        QCOMPARE(driver->reconnects(), 0);
}

QTEST_GUILESS_MAIN(TestMachine)
#include "tst_machine.moc"
