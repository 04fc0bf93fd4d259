#include "client/ctl/load/loadoptions.h"
#include "common/base/literals.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

Result<LoadOptions> read(const QString &words)
{
    return readLoadOptions((u"confabctl --url 127.0.0.1 load "_s + words).simplified().split(u' '));
}

} // namespace

class TestLoadOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadIsTheWordAlone_data();
    void loadIsTheWordAlone();
    void plainLoadHasSaneDefaults();
    void numbersGoWhereTheyBelong();
    void eitherARateOrAWindow();
    void stormLetsEveryoneInAtOnce();
    void wrongUsage_data();
    void wrongUsage();
    void otherMachinesNeedConsent_data();
    void otherMachinesNeedConsent();
    void thisMachineNeedsNone_data();
    void thisMachineNeedsNone();
    void helpAsksForNothingElse();
    void everyoneIsInEquallyManyRooms_data();
    void everyoneIsInEquallyManyRooms();
};

void TestLoadOptions::loadIsTheWordAlone_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isALoad");
    QTest::newRow("alone") << u"confabctl load"_s << true;
    QTest::newRow("with options") << u"confabctl --url x load --connections 5 --storm"_s << true;
    QTest::newRow("help") << u"confabctl load --help"_s << true;
    QTest::newRow("misspelt option") << u"confabctl load --storms"_s << true;
    QTest::newRow("a room") << u"confabctl --url x --name n tail load"_s << false;
    QTest::newRow("a line") << u"confabctl --url x --name n send general load"_s << false;
    QTest::newRow("a name") << u"confabctl --url x --name load rooms"_s << false;
    QTest::newRow("nothing") << u"confabctl"_s << false;
}

void TestLoadOptions::loadIsTheWordAlone()
{
    QFETCH(const QString, words);
    QFETCH(const bool, isALoad);
    QCOMPARE(isLoad(words.split(u' ')), isALoad);
}

void TestLoadOptions::plainLoadHasSaneDefaults()
{
    const auto options = read({});
    QVERIFY(options);
    const LoadPlan &plan = options->plan;
    QCOMPARE(plan.connections, 100);
    QCOMPARE(plan.rooms, 1);
    QCOMPARE(plan.membersPerRoom, 100);
    QCOMPARE(plan.rate, 100.0);
    QCOMPARE(plan.inFlight, 0);
    QCOMPARE(plan.duration, 10s);
    QVERIFY(!plan.resumes);
    QCOMPARE(options->target.target, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(options->target.port, 3001);
}

void TestLoadOptions::numbersGoWhereTheyBelong()
{
    const auto options =
        read(u"--connections 10000 --rooms 1000 --rate 2.5 --size 200 --duration 0.5 --warm-up 2 "
             "--settle 3 --connecting 7 --timeout 4 --server-pid 42 --name bee --quiet "
             "--resume-storm"_s);
    QVERIFY(options);
    const LoadPlan &plan = options->plan;
    QCOMPARE(plan.connections, 10'000);
    QCOMPARE(plan.rooms, 1000);
    QCOMPARE(plan.membersPerRoom, 10);
    QCOMPARE(plan.rate, 2.5);
    QCOMPARE(plan.messageLength, 200);
    QCOMPARE(plan.duration, 500ms);
    QCOMPARE(plan.warmUp, 2s);
    QCOMPARE(plan.settle, 3s);
    QCOMPARE(plan.connecting, 7);
    QCOMPARE(plan.patience, 4s);
    QCOMPARE(plan.serverPid, 42);
    QVERIFY(plan.isQuiet);
    QVERIFY(plan.resumes);
    QCOMPARE(options->name, u"bee"_s);
}

void TestLoadOptions::eitherARateOrAWindow()
{
    const auto window = read(u"--in-flight 4"_s);
    QVERIFY(window);
    QCOMPARE(window->plan.inFlight, 4);
    QCOMPARE(window->plan.rate, 0.0);
    const auto silence = read(u"--rate 0"_s);
    QVERIFY(silence);
    QVERIFY(!silence->plan.talks());
    QVERIFY(!read(u"--rate 4 --in-flight 4"_s));
}

void TestLoadOptions::stormLetsEveryoneInAtOnce()
{
    const auto options = read(u"--connections 5000 --storm"_s);
    QVERIFY(options);
    QCOMPARE(options->plan.connecting, 5000);
}

void TestLoadOptions::wrongUsage_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("no number") << u"--connections many"_s << u"--connections"_s;
    QTest::newRow("none") << u"--connections 0"_s << u"from 1 to"_s;
    QTest::newRow("too long a message") << u"--size 5001"_s << u"from 32 to 5000"_s;
    QTest::newRow("no room for the mark") << u"--size 10"_s << u"from 32 to 5000"_s;
    QTest::newRow("more members than people")
        << u"--connections 5 --members 6"_s << u"6 members of 5"_s;
    QTest::newRow("more rooms than one may join")
        << u"--connections 5 --members 5 --rooms 101"_s << u"more than 100 rooms"_s;
    QTest::newRow("unknown codec") << u"--codec smoke"_s << u"confab or socketio"_s;
    QTest::newRow("resuming where nothing resumes")
        << u"--codec socketio --resume-storm"_s << u"--resume-storm"_s;
    QTest::newRow("unknown option") << u"--loud"_s << u"loud"_s;
    QTest::newRow("long name") << u"--name abcdefghijklmnopqrstu"_s << u"1 to 20"_s;
    QTest::newRow("no fingerprint")
        << u"--url wss://127.0.0.1 --fingerprint 1234"_s << u"64 hexadecimal digits"_s;
    QTest::newRow("a key of plain text")
        << u"--fingerprint "_s + QString(64, u'a') << u"needs a wss:// address"_s;
    QTest::newRow("no address") << u"--url http://x"_s << u"not the address"_s;
}

void TestLoadOptions::wrongUsage()
{
    QFETCH(const QString, words);
    QFETCH(const QString, says);
    const auto options = read(words);
    QVERIFY(!options);
    QVERIFY2(options.error().detail.contains(says), qPrintable(options.error().detail));
}

void TestLoadOptions::otherMachinesNeedConsent_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("name") << u"chat.example.org"_s;
    QTest::newRow("address") << u"192.0.2.7"_s;
    QTest::newRow("all of this machine's addresses") << u"0.0.0.0"_s;
    QTest::newRow("IPv6") << u"[2001:db8::1]:3001"_s;
    QTest::newRow("looks like this one") << u"localhost.example.org"_s;
    QTest::newRow("encrypted") << u"wss://192.0.2.7"_s;
}

void TestLoadOptions::otherMachinesNeedConsent()
{
    QFETCH(const QString, url);
    const auto options = read(u"--url "_s + url);
    QVERIFY(!options);
    QVERIFY2(options.error().detail.contains(u"--anywhere"_s), qPrintable(options.error().detail));
    if (QHostAddress(url).isNull())
        return; // names are not looked up here
    const auto agreed = read(u"--anywhere --url "_s + url);
    QVERIFY(agreed);
    QCOMPARE(agreed->target.target, QHostAddress(url));
}

void TestLoadOptions::thisMachineNeedsNone_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("address");
    QTest::newRow("name") << u"ws://localhost:4000"_s << u"127.0.0.1"_s;
    QTest::newRow("another of its addresses") << u"127.0.0.9:4000"_s << u"127.0.0.9"_s;
    QTest::newRow("IPv6") << u"[::1]:4000"_s << u"::1"_s;
}

void TestLoadOptions::thisMachineNeedsNone()
{
    QFETCH(const QString, url);
    QFETCH(const QString, address);
    const auto options = read(u"--url "_s + url);
    QVERIFY(options);
    QCOMPARE(options->target.target, QHostAddress(address));
    QCOMPARE(options->target.port, 4000);
}

void TestLoadOptions::helpAsksForNothingElse()
{
    const auto options = readLoadOptions({ u"confabctl"_s, u"load"_s, u"--help"_s });
    QVERIFY(options);
    QVERIFY(options->text.contains(u"--in-flight"_s));
}

void TestLoadOptions::everyoneIsInEquallyManyRooms_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("rooms");
    QTest::addColumn<int>("members");
    QTest::newRow("one room of all") << 50 << 1 << 50;
    QTest::newRow("rooms of their own") << 100 << 10 << 10;
    QTest::newRow("everyone in five") << 20 << 10 << 10;
    QTest::newRow("around the end") << 7 << 7 << 3;
    QTest::newRow("all in all") << 4 << 3 << 4;
}

void TestLoadOptions::everyoneIsInEquallyManyRooms()
{
    QFETCH(const int, connections);
    QFETCH(const int, rooms);
    QFETCH(const int, members);
    const LoadPlan plan { .connections = connections, .rooms = rooms, .membersPerRoom = members };
    const auto joined = plan.roomsOfConnections();
    QCOMPARE(joined.size(), static_cast<size_t>(connections));
    for (int connection = 0; connection < connections; ++connection) {
        const auto &own = joined[static_cast<size_t>(connection)];
        QCOMPARE(own.size() * static_cast<size_t>(connections),
                 static_cast<size_t>(rooms * members));
        for (const int room : own)
            QCOMPARE(plan.connectionOf(room, plan.memberOf(room, connection)), connection);
        for (int room = 0; room < rooms; ++room) {
            const bool isMember = plan.memberOf(room, connection) < members;
            QCOMPARE(isMember, std::ranges::count(own, room) == 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestLoadOptions)
#include "tst_loadoptions.moc"
