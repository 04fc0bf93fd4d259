#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

/// What rooms forget, and that they say so.
class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomKeepsAllUnlessToldOtherwise();
    void aRoomKeepsItsLastMessages();
    void aRoomKeepsItsDays();
    void aRoomThatKeepsNoneForgetsWhenEveryoneIsGone();
    void aWishThatMakesNoSenseIsRefused_data();
    void aWishThatMakesNoSenseIsRefused();
    void whoMissedWhatIsForgottenIsTold();

private:
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    static std::unique_ptr<TestClient> makeRoom(ServerFixture &fixture, Keep keep,
                                                std::optional<qint64> amount = {})
    {
        auto ada = fixture.connectAs(u"ada"_s);
        const auto made = ada->ask(CreateRoom {
            .roomId = tea(), .retention = Retention { .keep = keep, .amount = amount } });
        if (!made || !ada->join(u"tea"_s))
            qFatal("no room");
        return ada;
    }
    static void sayMany(TestClient &client, int count)
    {
        for (int i = 0; i < count; ++i)
            QVERIFY(client.say(u"tea"_s, u"hello"_s));
    }
    const Policy m_quick { .sendsPerSecond = 1e6, .sendsBurst = 1e6 };
};

void TestRetention::aRoomKeepsAllUnlessToldOtherwise()
{
    ServerFixture fixture(m_quick);
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    sayMany(*ada, 3);
    fixture.advance(48h);
    const auto history = fixture.connectAs(u"bob"_s)->join(u"tea"_s);
    QCOMPARE(history->messages.size(), 3);
    QCOMPARE(history->retention, Retention());
    QVERIFY(!history->firstSeq);
}

void TestRetention::aRoomKeepsItsLastMessages()
{
    ServerFixture fixture(m_quick);
    const auto ada = makeRoom(fixture, Keep::Last, 20);
    sayMany(*ada, 22); // a tenth more may stay for a while
    QVERIFY(!ada->join(u"tea"_s)->firstSeq);
    sayMany(*ada, 1);
    const auto history = ada->join(u"tea"_s);
    QCOMPARE(history->messages.size(), 20);
    QCOMPARE(history->firstSeq->number(), 4);
    QCOMPARE(history->headSeq.number(), 23);
    QCOMPARE(*history->retention.amount, 20);
    const auto page = ada->ask(History { .roomId = tea(), .before = Seq::fromNumber(4) });
    QVERIFY(page->messages.isEmpty());
    QVERIFY(page->atStart);
}

void TestRetention::aRoomKeepsItsDays()
{
    ServerFixture fixture(m_quick);
    const auto ada = makeRoom(fixture, Keep::Days, 2);
    sayMany(*ada, 2);
    fixture.clock.advance(24h);
    sayMany(*ada, 1);
    fixture.clock.advance(25h);
    fixture.server.advance();
    ada->settle();
    const auto bob = fixture.connectAs(u"bob"_s);
    const auto history = bob->join(u"tea"_s);
    QCOMPARE(history->messages.size(), 1);
    QCOMPARE(history->firstSeq->number(), 3);
}

void TestRetention::aRoomThatKeepsNoneForgetsWhenEveryoneIsGone()
{
    ServerFixture fixture(m_quick);
    const auto ada = makeRoom(fixture, Keep::None);
    sayMany(*ada, limits::ephemeralMessages * 2);
    const auto full = ada->ask(History { .roomId = tea(), .before = Seq::fromNumber(999) });
    QCOMPARE(full->messages.size(), limits::historyPage);
    const Seq first = *ada->join(u"tea"_s)->firstSeq;
    QVERIFY(200 - first.number() < limits::ephemeralMessages * 11 / 10);

    ada->peer().abort();
    fixture.advance(limits::offlineGrace * 2);
    const auto history = fixture.connectAs(u"bob"_s)->join(u"tea"_s);
    QVERIFY(history->messages.isEmpty());
    QCOMPARE(history->firstSeq->number(), limits::ephemeralMessages * 2 + 1);
}

void TestRetention::aWishThatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("last of what") << QByteArray(R"({"keep":"last"})");
    QTest::newRow("days of what") << QByteArray(R"({"keep":"days"})");
    QTest::newRow("all of three") << QByteArray(R"({"keep":"all","amount":3})");
    QTest::newRow("none of three") << QByteArray(R"({"keep":"none","amount":3})");
    QTest::newRow("nothing") << QByteArray(R"({"keep":"last","amount":0})");
    QTest::newRow("too much") << QByteArray(R"({"keep":"last","amount":1000001})");
}

void TestRetention::aWishThatMakesNoSenseIsRefused()
{
    QFETCH(const QByteArray, json);
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->tellRaw(R"({"type":"create-room","data":{"roomId":"tea","retention":)" + json + "}}");
    ada->settle();
    QCOMPARE(ada->count<Refusal>(), 1);
    QCOMPARE(ada->all<Refusal>().first().code, u"invalid-message"_s);
    QVERIFY(ada->all<Refusal>().first().detail->contains("retention"_L1));
}

void TestRetention::whoMissedWhatIsForgottenIsTold()
{
    ServerFixture fixture(m_quick);
    const auto ada = makeRoom(fixture, Keep::Last, 10);
    const Epoch epoch = ada->join(u"tea"_s)->epoch;
    sayMany(*ada, 30);
    const Seq first = *ada->join(u"tea"_s)->firstSeq;
    const auto reset = [&](qint64 have) {
        const auto again = fixture.connectClient();
        const auto resumed = again->ask(
            Resume { .token = ada->self().token,
                     .deviceId = DeviceId::fromText(u"laptop"_s),
                     .rooms = { { tea(), { .epoch = epoch, .seq = Seq::fromNumber(have) } } } });
        return resumed->rooms.first().reset;
    };
    QCOMPARE(reset(first.number() - 2), ResetReason::Purged);
    QVERIFY(!reset(first.number() - 1));
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
