#include "tests/support/serverfixture.h"

using namespace chat;

/// Rooms that show who has read how far.
class TestReceipts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomTellsNothingUnlessItWasMadeSo();
    void theOthersAreToldWhoHasRead();
    void theSamePlaceIsToldOnce();
    void whoComesSeesHowFarTheOthersAre();
    void whoComesBackSeesHowFarTheOthersAre();
    void whoHasJustJoinedHasReadNothing();
    void readersAreToldOneAfterTheOther();
    void whoLeavesMeanwhileIsNotTold();
    void aRoomThatHasGrownTooLargeTellsNothing();

private:
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    /// Ada, in a room of hers that shows receipts.
    static std::unique_ptr<TestClient> makeRoom(ServerFixture &fixture)
    {
        auto ada = fixture.connectAs(u"ada"_s);
        if (!ada->ask(CreateRoom { .roomId = tea(), .showsReceipts = true })
            || !ada->join(u"tea"_s))
            qFatal("no room");
        return ada;
    }
    static void say(TestClient &client, int count = 1)
    {
        for (int i = 0; i < count; ++i)
            QVERIFY(client.say(u"tea"_s, u"hello"_s));
    }
    static void read(TestClient &client, qint64 seq)
    {
        client.tell(MarkRead { .roomId = tea(), .seq = Seq::fromNumber(seq) });
        client.settle();
    }
    /// "bob 3", in the order of their coming.
    static QStringList told(TestClient &client)
    {
        client.settle();
        QStringList readers;
        for (const ReadMarker &marker : client.all<ReadMarker>())
            readers << u"%1 %2"_s.arg(marker.userId.text()).arg(marker.seq.number());
        return readers;
    }
    static QString reader(const TestClient &client, qint64 seq)
    {
        return u"%1 %2"_s.arg(client.self().id.text()).arg(seq);
    }
    static std::optional<qint64> readSeq(const QList<Member> &members, const TestClient &client)
    {
        const auto found = std::ranges::find(members, client.self().id, &Member::id);
        return found == members.end() || !found->readSeq ? std::nullopt
                                                         : std::optional(found->readSeq->number());
    }
    const Policy m_quick { .sendsPerSecond = 1e6, .sendsBurst = 1e6 };
};

void TestReceipts::aRoomTellsNothingUnlessItWasMadeSo()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    say(*ada);
    read(*bob, 1);
    fixture.advance(limits::receiptPace);
    QCOMPARE(told(*ada), QStringList());
    const auto history = ada->join(u"tea"_s);
    QVERIFY(!history->showsReceipts);
    QCOMPARE(readSeq(*history->members, *bob), std::nullopt);
}

void TestReceipts::theOthersAreToldWhoHasRead()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.connectAs(u"bob"_s);
    QCOMPARE(bob->join(u"tea"_s)->showsReceipts, true);
    const auto cleo = fixture.enter(u"cleo"_s, u"tea"_s);
    say(*ada, 2);
    read(*bob, 2);
    QCOMPARE(told(*ada), QStringList { reader(*bob, 2) });
    QCOMPARE(told(*cleo), QStringList { reader(*bob, 2) });
    QCOMPARE(told(*bob), QStringList());
    const auto list = bob->ask(ListRooms {});
    QCOMPARE(std::ranges::find(list->rooms, tea(), &RoomSummary::roomId)->showsReceipts, true);
}

void TestReceipts::theSamePlaceIsToldOnce()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    say(*ada, 2);
    for (const qint64 seq : { 2, 2, 1, 99 }) {
        read(*bob, seq);
        fixture.advance(limits::receiptPace);
    }
    QCOMPARE(told(*ada), QStringList { reader(*bob, 2) });
}

void TestReceipts::whoComesSeesHowFarTheOthersAre()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    say(*ada, 3);
    read(*bob, 2);
    const auto cleo = fixture.connectAs(u"cleo"_s);
    const auto history = cleo->join(u"tea"_s);
    QCOMPARE(readSeq(*history->members, *bob), 2);
    QCOMPARE(readSeq(*history->members, *ada), std::nullopt); // has read nothing yet
    QCOMPARE(readSeq(*bob->join(u"tea"_s)->members, *bob), 2); // joined twice, read as before
}

void TestReceipts::whoComesBackSeesHowFarTheOthersAre()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto history = ada->join(u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    say(*ada, 3);
    read(*bob, 3);
    const auto again = fixture.connectClient();
    const auto resumed =
        again->ask(Resume { .token = ada->self().token,
                            .deviceId = DeviceId::fromText(u"laptop"_s),
                            .rooms = { { tea(), { .epoch = history->epoch, .seq = {} } } } });
    QVERIFY(resumed);
    QCOMPARE(readSeq(*resumed->rooms.first().members, *bob), 3);
}

void TestReceipts::whoHasJustJoinedHasReadNothing()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    say(*ada, 5);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    QCOMPARE(readSeq(*ada->join(u"tea"_s)->members, *bob), std::nullopt);
    read(*bob, 3); // their marker is at 5 since they joined
    fixture.advance(limits::receiptPace);
    QCOMPARE(told(*ada), QStringList());
    read(*bob, 5);
    QCOMPARE(told(*ada), QStringList { reader(*bob, 5) });
}

void TestReceipts::readersAreToldOneAfterTheOther()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto cleo = fixture.enter(u"cleo"_s, u"tea"_s);
    const auto dina = fixture.enter(u"dina"_s, u"tea"_s);
    say(*ada, 9);
    read(*bob, 1);
    read(*cleo, 2);
    read(*dina, 3);
    read(*cleo, 7);
    QStringList expected { reader(*bob, 1) };
    QCOMPARE(told(*ada), expected);
    fixture.advance(limits::receiptPace);
    expected << reader(*cleo, 7); // where she is by now
    QCOMPARE(told(*ada), expected);
    fixture.advance(limits::receiptPace);
    expected << reader(*dina, 3);
    QCOMPARE(told(*ada), expected);
    fixture.advance(limits::receiptPace);
    QCOMPARE(told(*ada), expected);
    read(*bob, 9); // after a silence: at once
    expected << reader(*bob, 9);
    QCOMPARE(told(*ada), expected);
}

void TestReceipts::whoLeavesMeanwhileIsNotTold()
{
    ServerFixture fixture;
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto cleo = fixture.enter(u"cleo"_s, u"tea"_s);
    say(*ada, 3);
    read(*bob, 1);
    read(*cleo, 3);
    QVERIFY(cleo->ask(LeaveRoom { .roomId = tea() }));
    fixture.advance(2 * limits::receiptPace);
    QCOMPARE(told(*ada), QStringList { reader(*bob, 1) });
    QVERIFY(cleo->join(u"tea"_s));
    QCOMPARE(readSeq(*ada->join(u"tea"_s)->members, *cleo), std::nullopt);
}

void TestReceipts::aRoomThatHasGrownTooLargeTellsNothing()
{
    ServerFixture fixture(m_quick);
    const auto ada = makeRoom(fixture);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    say(*ada, 2);
    std::vector<std::unique_ptr<TestClient>> crowd;
    for (int i = 2; i < limits::largeRoom; ++i)
        crowd.push_back(fixture.enter(u"guest %1"_s.arg(i), u"tea"_s));
    read(*bob, 1);
    QCOMPARE(told(*ada), QStringList { reader(*bob, 1) });
    fixture.advance(limits::receiptPace);

    crowd.push_back(fixture.enter(u"one too many"_s, u"tea"_s));
    read(*bob, 2);
    fixture.advance(limits::receiptPace);
    QCOMPARE(told(*ada), QStringList { reader(*bob, 1) });
    const auto history = ada->join(u"tea"_s);
    QVERIFY(!history->showsReceipts);
    QVERIFY(!history->members);

    QVERIFY(crowd.back()->ask(LeaveRoom { .roomId = tea() }));
    fixture.advance(limits::presencePace + Deadlines::slot);
    ada->settle();
    const RoomPresence small = ada->all<RoomPresence>().last();
    QCOMPARE(small.showsReceipts, true);
    QCOMPARE(readSeq(*small.members, *bob), 2);
}

QTEST_GUILESS_MAIN(TestReceipts)
#include "tst_receipts.moc"
