// The faults that take minutes of real time; tests/bench/faults.sh --long runs them, ctest does
// not.

#include "common/net/websockettransport.h"
#include "tests/support/crowd.h"
#include "tests/support/faultproxy.h"
#include "tests/support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                         u"limits.sends_burst=1000000"_s };

/// waitUntil() for what may take that long and is no hang.
template <class Predicate>
bool waitLong(std::chrono::seconds most, Predicate isDone)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone() && timer.elapsed() < std::chrono::milliseconds(most).count())
        (void)waitUntil(isDone);
    return isDone();
}

struct Scene
{
    explicit Scene(Crowd::Options options)
        : server(folder.filePath(u"data"_s))
    {
        options.seed = runSeed();
        if (!server.start(fast))
            qFatal("no server: %s", qPrintable(server.errors()));
        proxy = std::make_unique<FaultProxy>(server.port(), options.seed);
        crowd = std::make_unique<Crowd>(options, [this] {
            return WebSocketTransport::connectTo(QUrl(u"ws://127.0.0.1:%1"_s.arg(proxy->port())));
        });
    }
    QString verdict()
    {
        const auto connect = [this] { return WebSocketTransport::connectTo(server.url()); };
        return crowd->verdict(connect).join(u'\n');
    }
    bool everyoneReturned() const
    {
        return std::ranges::all_of(crowd->drivers(), [](const auto &driver) {
            return driver->reconnects() > 0 && driver->isThere();
        });
    }

    QTemporaryDir folder;
    ServerProcess server;
    std::unique_ptr<FaultProxy> proxy;
    std::unique_ptr<Crowd> crowd;
};

} // namespace

class LongFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFrozenClientCostsLittleAndDelaysNobody();
    void aFrozenServerIsLeftAndFoundAgain();
    void aBlackHoleIsNoticedAtBothEnds();
    void aKilledServerIsFoundAgainByEveryone();
};

void LongFaults::aFrozenClientCostsLittleAndDelaysNobody()
{
    Scene scene({ .drivers = 8, .rooms = 1 });
    QVERIFY(scene.crowd->gather());
    QProcess sleeper;
    sleeper.start(QStringLiteral(CONFABCTL),
                  { u"--url"_s, scene.server.url().toString(), u"--name"_s, u"Sleeper"_s, u"tail"_s,
                    scene.crowd->rooms().first().text() });
    QVERIFY(waitUntil([&] {
        const Room *room =
            scene.crowd->driver(0).session().rooms().find(scene.crowd->rooms().first());
        return room->onlineCount() == 9;
    }));
    scene.crowd->talk(40ms); // 200 lines a second
    QTest::qWait(2000);
    const Footprint before = Footprint::of(scene.server.processId());
    ::kill(static_cast<pid_t>(sleeper.processId()), SIGSTOP);
    QString log;
    qint64 most = 0;
    QVERIFY(waitLong(60s, [&] {
        log += scene.server.errors();
        most = std::max(most, Footprint::of(scene.server.processId()).residentBytes);
        return log.contains(" ended: "_L1);
    }));
    ::kill(static_cast<pid_t>(sleeper.processId()), SIGKILL);
    sleeper.waitForFinished();
    std::printf("server grew by %lld KiB\n", (most - before.residentBytes) / 1024);
    QVERIFY(most - before.residentBytes < 8 * 1024 * 1024);
    for (const auto &driver : scene.crowd->drivers())
        QCOMPARE(driver->reconnects(), 0);
    QCOMPARE(scene.verdict(), QString());
}

void LongFaults::aFrozenServerIsLeftAndFoundAgain()
{
    Scene scene({});
    QVERIFY(scene.crowd->gather());
    scene.crowd->talk(20ms);
    QTest::qWait(500);
    scene.server.freeze();
    scene.crowd->hush();
    QVERIFY(waitLong(45s, [&] {
        return std::ranges::all_of(scene.crowd->drivers(),
                                   [](const auto &driver) { return driver->reconnects() > 0; });
    }));
    scene.server.thaw();
    QVERIFY(waitLong(60s, [&] { return scene.everyoneReturned(); }));
    QCOMPARE(scene.verdict(), QString());
}

void LongFaults::aBlackHoleIsNoticedAtBothEnds()
{
    Scene scene({});
    QVERIFY(scene.crowd->gather());
    scene.crowd->say(3);
    scene.proxy->stopAll(true, true);
    QString log;
    QVERIFY(waitLong(45s, [&] {
        log += scene.server.errors();
        return log.count(" ended: "_L1) >= 8 && scene.everyoneReturned();
    }));
    QCOMPARE(scene.verdict(), QString());
}

void LongFaults::aKilledServerIsFoundAgainByEveryone()
{
    Scene scene({ .drivers = 200, .rooms = 20 });
    QVERIFY(waitLong(60s, [&] { return scene.crowd->gather(); }));
    const int before = scene.proxy->acceptedCount();
    scene.server.kill();
    QVERIFY(scene.server.start(fast));
    QElapsedTimer timer;
    timer.start();
    QList<int> perSecond;
    QVERIFY(waitLong(90s, [&] {
        perSecond.resize(std::max<qsizetype>(perSecond.size(), timer.elapsed() / 1000 + 1));
        perSecond.last() = scene.proxy->acceptedCount() - before;
        return scene.everyoneReturned();
    }));
    std::printf("200 were back after %lld ms; connections made by the end of each second:",
                timer.elapsed());
    for (const int count : std::as_const(perSecond))
        std::printf(" %d", count);
    std::printf("\n");
    QCOMPARE(scene.verdict(), QString());
}

QTEST_GUILESS_MAIN(LongFaults)
#include "longfaults.moc"
