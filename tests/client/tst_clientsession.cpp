#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;
using State = ConnectionMachine::State;

class TestClientSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingBeforeTheWelcome();
    void secondWelcomeDoesNotGreetAgain();
    void keepsTheTokenForTheNextConnection();
    void tokenIsKeptBeforeTheServerIsAsked();
    void lostAnswerIsAskedForWithTheSameToken();
    void eachServerHasItsOwnToken();
    void refusedTokenIsTriedOnceWithout();
    void takenNameStopsAndSuggests();
    void retryAsStartsUnderTheNewName();
    void fullServerIsTriedAgainLater();
    void newIdentityMakesTheRoomsAnew();
    void chosenPresenceIsToldAgainAfterReconnect();
    void newLineOfAnotherIsAnnounced();
    void keysAreToldAtMostEveryTwoSeconds();
    void typingMarkExpiresWithoutAStop();
    void repeatedTypingKeepsTheMark();
    void readingIsToldAtOnceAndThenSeldom();
    void readingWhileOfflineIsToldLater();
    void olderPageIsAskedOnceAndShown();
    void olderPageThatFailsCanBeAskedAgain();
    void aLargeRoomIsNotToldThatOneTypes();
    void countsOfALargeRoomLeadToAnotherLook();
    void aMemberPageThatFailsIsLookedAtAgain();
    void goingAwayIsWaitedFor();
    void rulesBrokenByTheServerAreIgnored_data();
    void rulesBrokenByTheServerAreIgnored();
    void refusedConnectionStops();
};

void TestClientSession::saysNothingBeforeTheWelcome()
{
    Conversation talk;
    talk.start();
    QCOMPARE(talk.server.waiting<Authenticate>(), 0);
    talk.server.push(welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.name, u"ada"_s);
}

void TestClientSession::secondWelcomeDoesNotGreetAgain()
{
    Conversation talk;
    talk.start();
    talk.server.push(welcome());
    talk.server.push(welcome());
    QCOMPARE(talk.server.waiting<Authenticate>(), 1);
}

void TestClientSession::keepsTheTokenForTheNextConnection()
{
    Conversation talk;
    talk.begin();
    talk.server.cut();
    talk.waitForRetry();
    talk.server.push(welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.token, u"t1"_s);
}

void TestClientSession::tokenIsKeptBeforeTheServerIsAsked()
{
    MemoryKeyring keyring;
    Conversation talk({ .name = u"ada"_s, .keyring = &keyring });
    talk.start();
    QVERIFY(keyring.tokenOr(u"s2"_s, u"none"_s) == u"none"_s);
    talk.server.push(welcome());
    const auto asked = talk.server.expect<Authenticate>();
    QVERIFY(isToken(asked.event.token.value_or(QString())));
    QCOMPARE(keyring.tokenOr(u"s1"_s, u"none"_s), asked.event.token);
}

void TestClientSession::lostAnswerIsAskedForWithTheSameToken()
{
    Conversation talk;
    talk.start();
    talk.server.push(welcome());
    const auto lost = talk.server.expect<Authenticate>();
    talk.server.cut();
    talk.waitForRetry();
    talk.server.push(welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.token, lost.event.token);
}

void TestClientSession::eachServerHasItsOwnToken()
{
    Conversation talk;
    talk.begin();
    talk.server.cut();
    talk.waitForRetry();
    Welcome other = welcome();
    other.server.id = u"s2"_s; // at the same address
    talk.server.push(other);
    const auto asked = talk.server.expect<Authenticate>();
    QVERIFY(asked.event.token);
    QVERIFY(asked.event.token != u"t1"_s);
}

void TestClientSession::refusedTokenIsTriedOnceWithout()
{
    MemoryKeyring keyring;
    keyring.keep(u"s1"_s, u"old"_s);
    Conversation talk({ .name = u"ada"_s, .keyring = &keyring });
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(welcome());
    const auto first = talk.server.expect<Authenticate>();
    QCOMPARE(first.event.token, u"old"_s);
    talk.server.refuse(first, Error { .code = ErrorCode::InvalidToken });
    const auto second = talk.server.expect<Authenticate>();
    QVERIFY(!second.event.token);
    QCOMPARE(refused.count(), 0);
    talk.server.refuse(second, Error { .code = ErrorCode::InvalidToken });
    QCOMPARE(refused.count(), 1);
    QCOMPARE(talk.session.state(), State::Offline);
}

void TestClientSession::takenNameStopsAndSuggests()
{
    Conversation talk;
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(welcome());
    talk.server.refuse(talk.server.expect<Authenticate>(),
                       Error { .code = ErrorCode::Conflict, .suggestion = u"ada2"_s });
    QCOMPARE(talk.session.state(), State::Offline);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.at(0).at(0).value<Error>().suggestion, u"ada2"_s);
}

void TestClientSession::retryAsStartsUnderTheNewName()
{
    Conversation talk;
    talk.start();
    talk.server.push(welcome());
    talk.server.refuse(talk.server.expect<Authenticate>(), Error { .code = ErrorCode::Conflict });
    talk.session.retryAs(u"ada2"_s);
    FakeServer::settle();
    talk.server.push(welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.name, u"ada2"_s);
}

void TestClientSession::fullServerIsTriedAgainLater()
{
    Conversation talk;
    talk.start();
    talk.server.push(welcome());
    talk.server.refuse(talk.server.expect<Authenticate>(),
                       Error { .code = ErrorCode::TooManyConnections, .retryAfter = 9s });
    QCOMPARE(talk.session.state(), State::Waiting);
    QVERIFY(talk.session.socket().untilRetry() >= 9s);
}

void TestClientSession::newIdentityMakesTheRoomsAnew()
{
    Conversation talk;
    talk.begin({ line(1, ada) });
    talk.server.cut();
    talk.waitForRetry();
    talk.authenticate(bob);
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
    talk.server.answer(talk.server.expect<ListRooms>(), RoomList {});
    talk.join({ line(1, ada) });
    const QModelIndex first = talk.tea().timeline().index(0);
    QCOMPARE(first.data(TimelineModel::IsOwnRole).toBool(), false);
}

void TestClientSession::chosenPresenceIsToldAgainAfterReconnect()
{
    Conversation talk;
    talk.begin();
    talk.session.setPresence(PresenceStatus::Busy, u"lunch"_s);
    QCOMPARE(talk.server.expect<SetPresence>().event.status, PresenceStatus::Busy);
    talk.server.cut();
    talk.waitForRetry();
    talk.letIn();
    const auto again = talk.server.expect<SetPresence>();
    QCOMPARE(again.event.status, PresenceStatus::Busy);
    QCOMPARE(again.event.text, u"lunch"_s);
}

void TestClientSession::newLineOfAnotherIsAnnounced()
{
    Conversation talk;
    talk.begin();
    QSignalSpy arrived(&talk.session, &ClientSession::messageArrived);
    talk.server.push(pushed(line(1, bob)));
    talk.server.push(pushed(line(2, ada)));
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(arrived.at(0).at(1).value<Message>(), line(1, bob));
}

void TestClientSession::keysAreToldAtMostEveryTwoSeconds()
{
    Conversation talk;
    talk.begin();
    talk.tea().typed();
    talk.tea().typed();
    QCOMPARE(talk.server.waiting<Typing>(), 1);
    talk.clock.advance(2s);
    talk.tea().typed();
    QCOMPARE(talk.server.waiting<Typing>(), 2);
    talk.tea().send(u"hello"_s);
    talk.tea().typed();
    QCOMPARE(talk.server.waiting<Typing>(), 3);
}

void TestClientSession::typingMarkExpiresWithoutAStop()
{
    Conversation talk;
    talk.begin();
    talk.server.push(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    QCOMPARE(talk.tea().typingNames(), QStringList { u"bob"_s });
    talk.advance(5999ms);
    QCOMPARE(talk.tea().typingNames(), QStringList { u"bob"_s });
    talk.advance(1ms);
    QCOMPARE(talk.tea().typingNames(), QStringList());
}

void TestClientSession::repeatedTypingKeepsTheMark()
{
    Conversation talk;
    talk.begin();
    const UserTyping typing { .roomId = tea, .userId = bob, .userName = u"bob"_s };
    talk.server.push(typing);
    talk.advance(4s);
    talk.server.push(typing);
    talk.advance(4s);
    QCOMPARE(talk.tea().typingNames(), QStringList { u"bob"_s });
}

void TestClientSession::readingIsToldAtOnceAndThenSeldom()
{
    Conversation talk;
    talk.begin(lines(1, 5));
    talk.tea().markRead(Seq::fromNumber(1));
    QCOMPARE(talk.server.expect<MarkRead>().event.seq, Seq::fromNumber(1));
    for (qint64 seq = 2; seq <= 5; ++seq)
        talk.tea().markRead(Seq::fromNumber(seq));
    QCOMPARE(talk.tea().unread(), 0);
    QCOMPARE(talk.server.waiting<MarkRead>(), 0);
    talk.advance(limits::markReadEvery);
    QCOMPARE(talk.server.waiting<MarkRead>(), 1);
    QCOMPARE(talk.server.expect<MarkRead>().event.seq, Seq::fromNumber(5));
}

void TestClientSession::readingWhileOfflineIsToldLater()
{
    Conversation talk;
    talk.begin(lines(1, 5));
    talk.server.cut();
    talk.tea().markRead(Seq::fromNumber(4));
    QCOMPARE(talk.tea().unread(), 1);
    talk.comeBack(lines(1, 5));
    QCOMPARE(talk.server.expect<MarkRead>().event.seq, Seq::fromNumber(4));
    QCOMPARE(talk.tea().unread(), 1);
}

void TestClientSession::olderPageIsAskedOnceAndShown()
{
    Conversation talk;
    talk.begin(lines(51, 60));
    talk.tea().loadOlder();
    talk.tea().loadOlder();
    QCOMPARE(talk.server.waiting<History>(), 1);
    const auto asked = talk.server.expect<History>();
    QCOMPARE(asked.event.before, Seq::fromNumber(51));
    talk.server.answer(asked, page(lines(1, 50), 60));
    QCOMPARE(talk.shown().size(), 60);
    QVERIFY(!talk.tea().hasOlder());
}

void TestClientSession::olderPageThatFailsCanBeAskedAgain()
{
    Conversation talk;
    talk.begin(lines(51, 60));
    talk.tea().loadOlder();
    talk.server.refuse(talk.server.expect<History>(), Error { .code = ErrorCode::Unavailable });
    QVERIFY(!talk.tea().isLoading());
    talk.tea().loadOlder();
    QCOMPARE(talk.server.waiting<History>(), 1);
}

void TestClientSession::aLargeRoomIsNotToldThatOneTypes()
{
    Conversation talk;
    talk.start();
    talk.letIn();
    talk.server.answer(talk.server.expect<JoinRoom>(), largeHistory(300, 20));
    talk.tea().typed();
    QCOMPARE(talk.server.waiting<Typing>(), 0);
    talk.server.push(RoomPresence { .roomId = tea,
                                    .memberCount = 2,
                                    .onlineCount = 2,
                                    .members = QList { member(ada), member(bob) } });
    talk.tea().typed();
    QCOMPARE(talk.server.waiting<Typing>(), 1);
}

void TestClientSession::countsOfALargeRoomLeadToAnotherLook()
{
    Conversation talk;
    talk.begin();
    talk.server.push(
        RoomPresence { .roomId = tea, .memberCount = 201, .onlineCount = 150, .members = {} });
    MemberListModel &members = talk.tea().members();
    connect(&members, &MemberListModel::wentStale, this, [&members] { members.look(0, 10); });
    talk.server.push(
        RoomPresence { .roomId = tea, .memberCount = 202, .onlineCount = 151, .members = {} });
    QCOMPARE(talk.server.waiting<ListMembers>(), 0);
    talk.advance(limits::membersRefresh);
    const auto asked = talk.server.expect<ListMembers>();
    QCOMPARE(asked.event.roomId, tea);
    talk.server.answer(asked, memberPage({ member(ada, PresenceStatus::Away) }, 202));
    QCOMPARE(members.find(ada)->status, PresenceStatus::Away);
    talk.advance(limits::membersRefresh);
    QCOMPARE(talk.server.waiting<ListMembers>(), 0);
}

void TestClientSession::aMemberPageThatFailsIsLookedAtAgain()
{
    Conversation talk;
    talk.start();
    talk.letIn();
    talk.server.answer(talk.server.expect<JoinRoom>(), largeHistory(300, 20));
    MemberListModel &members = talk.tea().members();
    connect(&members, &MemberListModel::wentStale, this, [&members] { members.look(0, 10); });
    members.fetchMore({});
    talk.server.refuse(talk.server.expect<ListMembers>(), Error { .code = ErrorCode::Unavailable });
    QCOMPARE(talk.server.waiting<ListMembers>(), 0);
    talk.advance(limits::membersRefresh);
    talk.server.answer(talk.server.expect<ListMembers>(),
                       memberPage({ member(ada), member(bob) }, 300));
    QCOMPARE(members.rowCount(), 2);
}

void TestClientSession::goingAwayIsWaitedFor()
{
    Conversation talk;
    talk.begin();
    talk.server.push(GoingAway { .retryAfterMs = 6000 });
    talk.server.cut();
    QVERIFY(talk.session.socket().untilRetry() >= 6s);
}

void TestClientSession::rulesBrokenByTheServerAreIgnored_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("no json") << QByteArray("hello");
    QTest::newRow("no object") << QByteArray("[1,2]");
    QTest::newRow("unknown push") << QByteArray(R"({"type":"fireworks","data":{"n":1}})");
    QTest::newRow("missing key") << QByteArray(R"({"type":"new-message","data":{"roomId":"tea"}})");
    QTest::newRow("wrong type") << QByteArray(R"({"type":"positions","data":{"tea":"many"}})");
    QTest::newRow("refusal of nothing")
        << QByteArray(R"({"type":"error","data":{"code":"rate-limited","message":"x"}})");
    QTest::newRow("answer to nothing") << QByteArray(R"({"type":"room-left","id":99,"data":{}})");
    QTest::newRow("unknown room") << QByteArray(
        R"({"type":"user-typing","data":{"roomId":"x","userId":"u","userName":"n"}})");
}

void TestClientSession::rulesBrokenByTheServerAreIgnored()
{
    QFETCH(QByteArray, frame);
    Conversation talk;
    talk.begin(lines(1, 1));
    talk.server.peer->send(Frame::fromJson(frame));
    talk.server.push(pushed(line(2)));
    QCOMPARE(talk.session.state(), State::Online);
    QCOMPARE(talk.shown(), (QStringList { u"line 1"_s, u"line 2"_s }));
}

void TestClientSession::refusedConnectionStops()
{
    Conversation talk;
    talk.begin();
    talk.server.peer->close(CloseCode::Superseded, u"another window"_s);
    FakeServer::settle();
    QCOMPARE(talk.session.state(), State::Refused);
    QCOMPARE(talk.session.socket().lastClose().code, int(CloseCode::Superseded));
}

QTEST_GUILESS_MAIN(TestClientSession)
#include "tst_clientsession.moc"
