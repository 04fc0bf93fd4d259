#include "client/core/clientsession.h"
#include "client/store/localstore.h"
#include "common/base/random.h"
#include "common/net/websockettransport.h"
#include "tests/e2e/mortal.h"
#include "tests/support/crowd.h"
#include "tests/support/seededrandom.h"
#include "tests/support/serverprocess.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// A client is killed while it writes, again and again, at any moment and at the five that matter;
/// what it had shown is at the server in the end, each line once, in the order of writing.
class TestKilledClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyShownLineArrivesOnceAndInOrder_data();
    void everyShownLineArrivesOnceAndInOrder();
};

namespace {

/// Somebody else in the room.
class Listener
{
public:
    explicit Listener(const ServerProcess &server)
        : m_session(
            { .name = u"listener"_s, .rooms = { m_room }, .joinsOwnRooms = false },
            [url = server.url()] { return WebSocketTransport::connectTo(url); }, m_clock, m_random)
    {
        m_session.start();
    }

    bool hasRead(const QString &line)
    {
        Room *const room = m_session.rooms().find(m_room);
        return room && room->isLive() && contents().contains(line);
    }
    /// Everything that was ever said.
    QStringList readAll()
    {
        Room &room = *m_session.rooms().find(m_room);
        while (room.hasOlder()) {
            room.loadOlder();
            if (!waitUntil([&room] { return !room.isLoading(); }))
                return {};
        }
        return contents();
    }

private:
    QStringList contents()
    {
        const TimelineModel &timeline = m_session.rooms().find(m_room)->timeline();
        QStringList lines;
        for (int row = 0; row < timeline.rowCount(); ++row)
            lines << timeline.row(row).message.content;
        return lines;
    }

    const RoomId m_room = RoomId::fromText(u"tea"_s);
    SystemClock m_clock;
    SystemRandom m_random;
    ClientSession m_session;
};

} // namespace

void TestKilledClient::everyShownLineArrivesOnceAndInOrder_data()
{
    QTest::addColumn<QString>("point");
    QTest::newRow("at any moment") << QString();
    for (const QLatin1StringView point : Doom::points)
        QTest::newRow(point.data()) << QString(point);
}

void TestKilledClient::everyShownLineArrivesOnceAndInOrder()
{
    QFETCH(const QString, point);
    const QTemporaryDir folder;
    ServerProcess server(folder.filePath(u"data"_s));
    QVERIFY(server.start({ u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                           u"limits.sends_burst=1000000"_s }));
    SeededRandom random(runSeed());
    QStringList shown;
    const int kills = 12;
    for (int run = 0; run < kills; ++run) {
        QProcess writer;
        const int enough = 1 + int(random.uniform(0, 60));
        writer.start(QStringLiteral(WRITER),
                     { server.url().toString(), folder.filePath(u"client"_s), u"tea"_s, u"ada"_s,
                       QString::number(run * 10'000), point, QString::number(enough) });
        QByteArray said;
        const auto isEnough = [&] {
            said += writer.readAllStandardOutput();
            return point.isEmpty() ? said.count("shown ada") > enough
                                   : writer.state() == QProcess::NotRunning;
        };
        QVERIFY(waitUntil(isEnough));
        writer.kill(); // whatever it was doing
        writer.waitForFinished();
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        said += writer.readAllStandardOutput();
        for (const QByteArray &line : said.split('\n')) {
            const QString content = QString::fromUtf8(line.mid(6));
            if (line.startsWith("shown ") && !shown.contains(content))
                shown << content;
        }
    }
    std::printf("killed %d\n", kills);
    QVERIFY(shown.size() > kills);
    // The last of them are still on the disk: one more run sends what is left.
    QProcess writer;
    writer.start(
        QStringLiteral(WRITER),
        { server.url().toString(), folder.filePath(u"client"_s), u"tea"_s, u"ada"_s, u"900000"_s });
    Listener listener(server);
    QVERIFY(waitUntil([&] { return listener.hasRead(u"ada 900010"_s); }));
    writer.kill();
    writer.waitForFinished();

    const QStringList arrived = listener.readAll();
    QCOMPARE(QSet<QString>(arrived.begin(), arrived.end()).size(), arrived.size());
    for (const QString &line : std::as_const(shown))
        QVERIFY2(arrived.contains(line), qPrintable(line));
    QList<int> numbers;
    for (const QString &line : arrived)
        numbers << line.section(u' ', 1).toInt();
    QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
}

QTEST_GUILESS_MAIN(TestKilledClient)
#include "tst_killedclient.moc"
