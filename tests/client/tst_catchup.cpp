#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

namespace {

Seq seq(qint64 number)
{
    return Seq::fromNumber(number);
}

ClientProfile onADevice()
{
    return { .name = u"ada"_s, .deviceId = DeviceId::fromText(u"d1"_s), .rooms = { tea } };
}

ResumedRoom resumedTea(qint64 from, qint64 to)
{
    ResumedRoom room;
    room.roomId = tea;
    room.epoch = epoch;
    room.from = seq(from);
    room.to = seq(to);
    room.onlineCount = 1;
    return room;
}

ResumedRoom resetTea(ResetReason why)
{
    ResumedRoom room;
    room.roomId = tea;
    room.reset = why;
    return room;
}

/// Ada was in tea, and her connection breaks.
class Outage : public Conversation
{
public:
    explicit Outage(const QList<Message> &before)
        : Conversation(onADevice())
    {
        begin(before);
        server.cut();
        waitForRetry();
        server.push(welcome());
    }

    void resume(const ResumedRoom &room, bool isMember = true)
    {
        const auto asked = server.expect<Resume>();
        Resumed answer;
        answer.user = { .id = ada, .name = u"ada"_s, .avatar = {}, .role = Role::Guest };
        answer.rooms = { room };
        server.answer(asked, answer);
        server.answer(server.expect<ListRooms>(), RoomList { { summary(samples::tea, isMember) } });
    }
};

} // namespace

/// What is missing is noticed and comes, each line once and in order.
class TestCatchUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gapIsFetchedOnceAndClosed();
    void gapThatClosesByItselfIsNotFetched();
    void positionsAheadFetchTheLostLine();
    void positionsThatMatchAskNothing();
    void pageOfAnotherLogJoinsTheRoomAgain();
    void resumesWhereItWas();
    void missedLinesThatDoNotComeAreFetched();
    void tooManyMissedLeaveAHoleThatLoads();
    void holeWithNothingBelowLoadsAtOnce();
    void resetRoomIsJoinedAgain_data();
    void resetRoomIsJoinedAgain();
    void lostMembershipIsTold();
    void resumeAsAnotherLogJoinsAgain();
    void refusedTokenAuthenticates();
    void busyServerIsAskedToResumeLater();
    void otherNameIsSaidInsteadOfResuming();
    void resumeThenDropMakesTheDelaysGrow();
    void linesWrittenMeanwhileGoOut();
};

void TestCatchUp::gapIsFetchedOnceAndClosed()
{
    Conversation talk;
    talk.begin(lines(1, 2));
    talk.server.push(pushed(line(4)));
    talk.server.push(pushed(line(5)));
    QCOMPARE(talk.shown().size(), 2);
    QCOMPARE(talk.server.waiting<History>(), 0);
    talk.advance(limits::gapWait);
    const auto asked = talk.server.expect<History>();
    QCOMPARE(asked.event.after, Seq::fromNumber(2));
    talk.advance(limits::gapWait);
    QCOMPARE(talk.server.waiting<History>(), 0);
    talk.server.answer(asked, page(lines(3, 3), 5));
    QCOMPARE(talk.shown(),
             (QStringList { u"line 1"_s, u"line 2"_s, u"line 3"_s, u"line 4"_s, u"line 5"_s }));
    talk.advance(10s);
    QCOMPARE(talk.server.waiting<History>(), 0);
}

void TestCatchUp::gapThatClosesByItselfIsNotFetched()
{
    Conversation talk;
    talk.begin(lines(1, 2));
    talk.server.push(pushed(line(4)));
    talk.server.push(pushed(line(3)));
    QCOMPARE(talk.shown().size(), 4);
    talk.advance(10s);
    QCOMPARE(talk.server.waiting<History>(), 0);
}

void TestCatchUp::positionsAheadFetchTheLostLine()
{
    Conversation talk;
    talk.begin(lines(1, 2));
    talk.server.push(Positions { { { tea, Seq::fromNumber(3) } } });
    talk.advance(limits::gapWait);
    talk.server.answer(talk.server.expect<History>(), page(lines(3, 3), 3));
    QCOMPARE(talk.shown().size(), 3);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestCatchUp::positionsThatMatchAskNothing()
{
    Conversation talk;
    talk.begin(lines(1, 2));
    talk.server.push(
        Positions { { { tea, Seq::fromNumber(2) }, { general, Seq::fromNumber(9) } } });
    talk.advance(10s);
    QCOMPARE(talk.server.waiting<History>(), 0);
}

void TestCatchUp::pageOfAnotherLogJoinsTheRoomAgain()
{
    Conversation talk;
    talk.begin(lines(1, 2));
    talk.server.push(pushed(line(4)));
    talk.advance(limits::gapWait);
    HistoryPage other = page(lines(1, 3), 3);
    other.epoch = Epoch::fromText(u"e2"_s);
    talk.server.answer(talk.server.expect<History>(), other);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 1);
}

void TestCatchUp::resumesWhereItWas()
{
    Outage talk(lines(1, 3));
    const auto asked = talk.server.expect<Resume>();
    QCOMPARE(asked.event.token.isEmpty(), false);
    QCOMPARE(asked.event.deviceId.text(), u"d1"_s);
    QCOMPARE(asked.event.rooms, (QMap<RoomId, Position> { { tea, { epoch, seq(3) } } }));
    Resumed answer;
    answer.user = { .id = ada, .name = u"ada"_s, .avatar = {}, .role = Role::Guest };
    answer.rooms = { resumedTea(4, 5) };
    talk.server.answer(asked, answer);
    QVERIFY(talk.tea().isLive());
    QVERIFY(!talk.tea().isComplete());
    talk.server.push(pushed(line(4)));
    talk.server.push(pushed(line(5)));
    talk.server.push(pushed(line(6)));
    QCOMPARE(talk.shown().size(), 6);
    QVERIFY(talk.tea().isComplete());
    talk.server.answer(talk.server.expect<ListRooms>(), RoomList { { summary(tea, true) } });
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
    QCOMPARE(talk.server.waiting<Authenticate>(), 0);
    QCOMPARE(talk.session.state(), ConnectionMachine::State::Online);
}

void TestCatchUp::missedLinesThatDoNotComeAreFetched()
{
    Outage talk(lines(1, 3));
    talk.resume(resumedTea(4, 6));
    talk.server.push(pushed(line(4)));
    talk.advance(limits::gapWait);
    const auto asked = talk.server.expect<History>();
    QCOMPARE(asked.event.after, seq(4));
    talk.server.answer(asked, page(lines(5, 6), 6));
    QCOMPARE(talk.shown().size(), 6);
}

void TestCatchUp::tooManyMissedLeaveAHoleThatLoads()
{
    Outage talk(lines(1, 3));
    talk.resume(resumedTea(501, 502));
    talk.server.push(pushed(line(501)));
    talk.server.push(pushed(line(502)));
    QCOMPARE(talk.shown().size(), 5);
    QVERIFY(!talk.tea().isComplete());
    const QModelIndex below = talk.tea().timeline().index(3);
    QCOMPARE(below.data(TimelineModel::MissingAboveRole).toLongLong(), 497);
    talk.tea().loadHole(seq(501));
    const auto asked = talk.server.expect<History>();
    QCOMPARE(asked.event.before, seq(501));
    talk.server.answer(asked, page(lines(401, 500), 502));
    QCOMPARE(talk.tea().timeline().index(3).data(TimelineModel::MissingAboveRole).toLongLong(),
             397);
}

void TestCatchUp::holeWithNothingBelowLoadsAtOnce()
{
    Outage talk(lines(1, 3));
    talk.resume(resumedTea(51, 50));
    talk.advance(0ms);
    const auto asked = talk.server.expect<History>();
    QCOMPARE(asked.event.before, seq(51));
    talk.server.answer(asked, page(lines(1, 50), 50));
    QCOMPARE(talk.shown().size(), 50);
    QVERIFY(talk.tea().isComplete());
}

void TestCatchUp::resetRoomIsJoinedAgain_data()
{
    QTest::addColumn<int>("why");
    QTest::newRow("epoch") << int(ResetReason::EpochChanged);
    QTest::newRow("purged") << int(ResetReason::Purged);
    QTest::newRow("not found") << int(ResetReason::NotFound);
}

void TestCatchUp::resetRoomIsJoinedAgain()
{
    QFETCH(const int, why);
    Outage talk(lines(1, 30));
    talk.resume(resetTea(ResetReason(why)));
    QVERIFY(talk.shown().isEmpty());
    talk.join(lines(1, 2));
    QCOMPARE(talk.shown().size(), 2);
    QVERIFY(talk.tea().isLive());
}

void TestCatchUp::lostMembershipIsTold()
{
    Outage talk(lines(1, 3));
    QSignalSpy refused(&talk.session, &ClientSession::roomRefused);
    talk.resume(resetTea(ResetReason::NotAMember), false);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.at(0).at(1).value<Error>().code, ErrorCode::NotAMember);
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestCatchUp::resumeAsAnotherLogJoinsAgain()
{
    Outage talk(lines(1, 3));
    ResumedRoom other = resumedTea(4, 5);
    other.epoch = Epoch::fromText(u"e2"_s);
    QTest::ignoreMessage(QtWarningMsg, "room \"tea\" is resumed as another log");
    talk.resume(other);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 1);
}

void TestCatchUp::refusedTokenAuthenticates()
{
    Outage talk(lines(1, 3));
    talk.server.refuse(talk.server.expect<Resume>(), Error { .code = ErrorCode::InvalidToken });
    Authenticated self;
    self.id = ada;
    self.name = u"ada"_s;
    self.token = u"t1"_s;
    talk.server.answer(talk.server.expect<Authenticate>(), self);
    talk.server.answer(talk.server.expect<ListRooms>(), RoomList { { summary(tea, true) } });
    talk.join(lines(1, 5));
    QCOMPARE(talk.shown().size(), 5);
}

void TestCatchUp::busyServerIsAskedToResumeLater()
{
    Outage talk(lines(1, 3));
    talk.server.refuse(talk.server.expect<Resume>(),
                       Error { .code = ErrorCode::Unavailable, .retryAfter = 5s });
    QVERIFY(talk.session.socket().untilRetry() >= 5s);
    QCOMPARE(talk.server.waiting<Authenticate>(), 0);
    talk.waitForRetry();
    talk.server.push(welcome());
    QCOMPARE(talk.server.waiting<Resume>(), 1);
}

void TestCatchUp::otherNameIsSaidInsteadOfResuming()
{
    Conversation talk(onADevice());
    talk.begin(lines(1, 3));
    talk.session.stop();
    talk.session.retryAs(u"eve"_s);
    FakeServer::settle();
    talk.server.push(welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.name, u"eve"_s);
    QCOMPARE(talk.server.waiting<Resume>(), 0);
}

void TestCatchUp::resumeThenDropMakesTheDelaysGrow()
{
    Outage talk(lines(1, 3));
    std::chrono::milliseconds before { 0 };
    for (int time = 0; time < 4; ++time) {
        talk.resume(resumedTea(4, 3));
        QCOMPARE(talk.session.state(), ConnectionMachine::State::Online);
        talk.clock.advance(limits::stableAfter - 1ms);
        talk.server.cut();
        // A delay is between half of 2^n s and all of it.
        QVERIFY(talk.session.socket().untilRetry() > before);
        before = 1000ms * (1 << time);
        talk.waitForRetry();
        talk.server.push(welcome());
    }
    talk.resume(resumedTea(4, 3));
    talk.clock.advance(limits::stableAfter);
    talk.server.cut();
    QVERIFY(talk.session.socket().untilRetry() <= 1s);
}

void TestCatchUp::linesWrittenMeanwhileGoOut()
{
    Outage talk(lines(1, 3));
    const Tag itsTag = talk.session.sendMessage(tea, u"mine"_s);
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    talk.resume(resumedTea(4, 3));
    QCOMPARE(talk.server.expect<SendMessage>().event.tag, itsTag);
}

QTEST_GUILESS_MAIN(TestCatchUp)
#include "tst_catchup.moc"
