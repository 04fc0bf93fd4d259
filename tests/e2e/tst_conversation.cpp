#include "client/core/clientsession.h"
#include "common/base/random.h"
#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// Whole clients, without their windows, and a whole server.
class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneHearsTheServer();
    void everyoneHearsEveryone();
    void joiningShowsWhatWasSaidBefore();
    void manyRoomsFullOfLongLinesAreJoinedInOneGo();
    void whoHasReadIsShownToTheOthers();
    void threePeopleTalk();
    void aRoomGrowsLargeAndSmallAgain();
    void aKilledServerComesBackAndNothingIsLostOrDoubled();
    void aPlannedRestartBringsEveryoneBack();

private:
    struct Person
    {
        Person(const QString &name, const ServerProcess &server, const Clock &clock, Random &random)
            : session(
                { .name = name, .rooms = { RoomId::fromText(u"test-room"_s) } },
                [&server] { return WebSocketTransport::connectTo(server.url()); }, clock, random)
        {
            session.start();
        }
        Room *room() { return session.rooms().find(RoomId::fromText(u"test-room"_s)); }
        bool isThere() { return room() && room()->isLive(); }
        void say(const QString &text)
        {
            session.sendMessage(RoomId::fromText(u"test-room"_s), text);
        }
        /// The settled lines, in their order.
        QStringList heard()
        {
            QStringList lines;
            const TimelineModel &timeline = room()->timeline();
            for (int i = 0; i < timeline.rowCount(); ++i) {
                if (timeline.row(i).message.seq != Seq())
                    lines << timeline.row(i).message.content;
            }
            return lines;
        }

        ClientSession session;
    };

    std::unique_ptr<Person> arrive(const QString &name)
    {
        auto person = std::make_unique<Person>(name, *m_server, m_clock, m_random);
        return waitUntil([&] { return person->isThere(); }) ? std::move(person) : nullptr;
    }
    /// Two people write through an interruption of the server; in the end both have read the same,
    /// each line once, and each person's lines in their order.
    void interrupt(const std::function<void()> &stopAndStart);

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    const QStringList m_fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                               u"limits.sends_burst=1000000"_s };
};

void TestConversation::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>(m_folder->filePath(u"data"_s));
    QVERIFY(m_server->start(m_fast));
}

void TestConversation::cleanup()
{
    m_server.reset();
}

void TestConversation::oneHearsTheServer()
{
    const auto ada = arrive(u"ada"_s);
    QVERIFY(ada);
    QCOMPARE(ada->session.server().message, u"Connected to WebSocket server!"_s);
    ada->say(u"Hello Server"_s);
    QVERIFY(waitUntil([&] { return ada->heard() == QStringList { u"Hello Server"_s }; }));
}

void TestConversation::everyoneHearsEveryone()
{
    const auto ada = arrive(u"ada"_s);
    const auto bob = arrive(u"bob"_s);
    const auto eve = arrive(u"eve"_s);
    ada->say(u"Hello Everyone"_s);
    for (Person *person : { ada.get(), bob.get(), eve.get() })
        QVERIFY(waitUntil([&] { return person->heard() == QStringList { u"Hello Everyone"_s }; }));
}

void TestConversation::joiningShowsWhatWasSaidBefore()
{
    const auto ada = arrive(u"ada"_s);
    ada->say(u"Welcome!"_s);
    QVERIFY(waitUntil([&] { return ada->heard().size() == 1; }));
    const auto bob = arrive(u"bob"_s);
    QCOMPARE(bob->heard(), QStringList { u"Welcome!"_s });
}

void TestConversation::manyRoomsFullOfLongLinesAreJoinedInOneGo()
{
    constexpr int roomCount = 12;
    const QString longest(limits::messageLength, QChar(0x8a71)); // 3 bytes of UTF-8 each
    const auto ada = arrive(u"ada"_s);
    QList<RoomId> rooms;
    int stored = 0;
    connect(&ada->session, &ClientSession::lineStored, this, [&stored] { ++stored; });
    for (int i = 0; i < roomCount; ++i) {
        rooms << RoomId::fromText(u"room-%1"_s.arg(i));
        ada->session.joinRoom(rooms.last());
        for (int line = 0; line < limits::historyOnJoin; ++line)
            ada->session.sendMessage(rooms.last(), longest);
    }
    QVERIFY(waitUntil([&] { return stored == roomCount * limits::historyOnJoin; }));

    ClientSession bob(
        { .name = u"bob"_s, .rooms = rooms },
        [this] { return WebSocketTransport::connectTo(m_server->url()); }, m_clock, m_random);
    QSignalSpy broken(&bob.socket(), &ReconnectingSocket::reconnecting);
    bob.start();
    QVERIFY(waitUntil([&] { return bob.rooms().liveRooms().size() == roomCount; }));
    QCOMPARE(broken.size(), 0);
}

void TestConversation::whoHasReadIsShownToTheOthers()
{
    const auto host = arrive(u"host"_s);
    const RoomId den = RoomId::fromText(u"den"_s);
    host->session.createRoom({ .roomId = den, .showsReceipts = true });
    QVERIFY(waitUntil([&] { return host->session.rooms().find(den); }));
    const auto bob = arrive(u"bob"_s);
    bob->session.joinRoom(den);
    QVERIFY(waitUntil([&] { return bob->session.rooms().find(den); }));
    host->session.sendMessage(den, u"who reads this?"_s);
    QVERIFY(waitUntil([&] { return bob->session.rooms().find(den)->headSeq() > Seq(); }));
    const auto readers = [&] {
        const QModelIndex line = host->session.rooms().find(den)->timeline().index(0);
        return line.data(TimelineModel::ReadByRole).toStringList();
    };
    QCOMPARE(readers(), QStringList());
    bob->session.rooms().find(den)->markRead(Seq::fromNumber(1));
    QVERIFY(waitUntil([&] { return readers() == QStringList { u"bob"_s }; }));

    // Also when the server knows no more than its disk does.
    m_server->kill();
    const Room &room = *host->session.rooms().find(den);
    QVERIFY(waitUntil([&] { return !room.isLive(); }));
    QVERIFY(m_server->start(m_fast));
    QVERIFY(waitUntil([&] { return room.isLive(); }));
    QCOMPARE(readers(), QStringList { u"bob"_s });
}

void TestConversation::threePeopleTalk()
{
    const auto ada = arrive(u"ada"_s);
    const auto bob = arrive(u"bob"_s);
    const auto eve = arrive(u"eve"_s);
    QVERIFY(waitUntil([&] { return ada->room()->onlineCount() == 3; }));
    QCOMPARE(ada->room()->members().rowCount(), 3);

    bob->room()->typed();
    QVERIFY(waitUntil([&] { return ada->room()->typingNames() == QStringList { u"bob"_s }; }));
    QVERIFY(bob->room()->typingNames().isEmpty());
    for (int i = 0; i < 20; ++i) {
        ada->say(u"ada %1"_s.arg(i));
        bob->say(u"bob %1"_s.arg(i));
        eve->say(u"eve %1"_s.arg(i));
    }
    for (Person *person : { ada.get(), bob.get(), eve.get() })
        QVERIFY(waitUntil([&] { return person->heard().size() == 60; }));
    QCOMPARE(bob->heard(), ada->heard());
    QCOMPARE(eve->heard(), ada->heard());
    QVERIFY(ada->room()->typingNames().isEmpty());

    bob->session.setPresence(PresenceStatus::Busy, u"exam"_s);
    const UserId bobsId = bob->session.self().id;
    QVERIFY(waitUntil([&] {
        const Member *member = ada->room()->members().find(bobsId);
        return member && member->status == PresenceStatus::Busy;
    }));
    QCOMPARE(eve->room()->unread(), 40);
    eve->room()->markRead(eve->room()->headSeq());
    QCOMPARE(eve->room()->unread(), 0);
    eve->session.leaveRoom(RoomId::fromText(u"test-room"_s));
    QVERIFY(waitUntil([&] { return ada->room()->members().rowCount() == 2; }));
}

void TestConversation::aRoomGrowsLargeAndSmallAgain()
{
    QCOMPARE(m_server->terminate(), 0);
    QVERIFY(m_server->start(m_fast + QStringList { u"--set"_s, u"rooms.large=2"_s }));
    const auto ada = arrive(u"ada"_s);
    const auto bob = arrive(u"bob"_s);
    QVERIFY(waitUntil([&] { return ada->room()->members().rowCount() == 2; }));
    QVERIFY(!ada->room()->isLarge());

    const auto eve = arrive(u"eve"_s);
    QVERIFY(eve->room()->isLarge());
    QVERIFY(waitUntil([&] { return ada->room()->isLarge(); }));
    QCOMPARE(ada->room()->memberCount(), 3);
    QCOMPARE(ada->room()->onlineCount(), 3);
    eve->room()->members().fetchMore({});
    QVERIFY(waitUntil([&] { return eve->room()->members().rowCount() == 3; }));
    eve->say(u"hello"_s);
    QVERIFY(waitUntil([&] { return ada->heard().size() == 1; }));

    bob->session.leaveRoom(RoomId::fromText(u"test-room"_s));
    QVERIFY(waitUntil([&] { return !ada->room()->isLarge() && !eve->room()->isLarge(); }));
    QCOMPARE(ada->room()->members().rowCount(), 2);
    eve->session.setPresence(PresenceStatus::Away);
    QVERIFY(waitUntil([&] {
        const Member *member = ada->room()->members().find(eve->session.self().id);
        return member && member->status == PresenceStatus::Away;
    }));
}

void TestConversation::interrupt(const std::function<void()> &stopAndStart)
{
    const auto ada = arrive(u"ada"_s);
    const auto bob = arrive(u"bob"_s);
    QStringList fromAda;
    QStringList fromBob;
    const auto bothSay = [&](const QString &when) {
        for (int i = 0; i < 10; ++i) {
            fromAda << u"ada, %1, %2"_s.arg(when).arg(i);
            fromBob << u"bob, %1, %2"_s.arg(when).arg(i);
            ada->say(fromAda.last());
            bob->say(fromBob.last());
        }
    };
    bothSay(u"before"_s);
    QVERIFY(waitUntil([&] { return ada->heard().size() >= 5; }));
    stopAndStart();
    bothSay(u"after"_s);

    QVERIFY(waitUntil([&] { return ada->heard().size() >= 40 && bob->heard().size() >= 40; }));
    QCOMPARE(ada->heard(), bob->heard());
    const auto saidBy = [&](const QString &name) {
        return ada->heard().filter(QRegularExpression(u'^' + name));
    };
    QCOMPARE(saidBy(u"ada"_s), fromAda);
    QCOMPARE(saidBy(u"bob"_s), fromBob);
    QVERIFY(ada->session.outbox().entries().isEmpty());
}

void TestConversation::aKilledServerComesBackAndNothingIsLostOrDoubled()
{
    interrupt([this] {
        m_server->kill();
        QVERIFY(m_server->start(m_fast));
    });
}

void TestConversation::aPlannedRestartBringsEveryoneBack()
{
    interrupt([this] {
        QCOMPARE(m_server->terminate(), 0);
        QVERIFY(m_server->start(m_fast));
    });
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
