#include "common/base/logging.h"
#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString ownToken = u"0123456789abcdef"_s.repeated(4);

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstFrameIsWelcome();
    void aTokenMakesTheSamePersonAgain();
    void aPersonMayBringATokenOfTheirOwn();
    void aLostAnswerDoesNotLockTheName();
    void aTokenOfOnesOwnDoesNotTakeANameAway();
    void aMalformedTokenIsRefused_data();
    void aMalformedTokenIsRefused();
    void aTakenNameIsRefusedWithAFreeOne();
    void authenticatingTwiceIsRefused();
    void whatIsAskedWhileAuthenticatingIsServedAfterIt();
    void whoDoesNotAuthenticateInTimeIsClosed();
    void strangersAreLimitedAndMakeRoomWhenTheyGo();
    void aHundredConnectionsInTurnAreFine();
    void aThousandConnectionsLeaveNothingBehind();
    void manyConnectionsAtOnceAreNotMore();
    void threeUnreadableFramesInARowCloseTheConnection();
    void aReadableFrameForgivesTheUnreadableOnes();
    void aRequestThatBreaksARuleIsAnsweredAndNoStrike();
    void anAnswerCarriesItsRequestsId();
    void whoDoesNotAnswerPingsIsClosed();
    void aCrowdIsNotPingedAtOnce();
    void whoDoesNotReadIsClosedAndDelaysNobody();
    void goingAwayAnswersWhatWasAskedAndClosesEveryone();
};

void TestConnections::theFirstFrameIsWelcome()
{
    ServerFixture fixture({ .serverId = u"s-1"_s, .serverName = u"Kitchen"_s });
    const auto ada = fixture.connectClient();
    QVERIFY(ada->waitFor<Welcome>());
    const Welcome welcome = ada->all<Welcome>().first();
    QCOMPARE(welcome.message, u"Connected to WebSocket server!"_s);
    QCOMPARE(welcome.server, ServerInfo({ .id = u"s-1"_s, .name = u"Kitchen"_s }));
    QCOMPARE(welcome.version, u"confab.v1"_s);
    QCOMPARE(welcome.limits.messageLength, 5000);
    QCOMPARE(welcome.heartbeat.pingEveryMs, 25000);
}

void TestConnections::aTokenMakesTheSamePersonAgain()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    QVERIFY(!ada->self().resumed);
    const auto again = fixture.connectAs(u"ada"_s, ada->self().token);
    QVERIFY(again->self().resumed);
    QCOMPARE(again->self().id, ada->self().id);
    QCOMPARE(again->self().token, ada->self().token);
}

void TestConnections::aPersonMayBringATokenOfTheirOwn()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s, ownToken);
    QVERIFY(!ada->self().resumed);
    QCOMPARE(ada->self().token, ownToken);
}

void TestConnections::aLostAnswerDoesNotLockTheName()
{
    ServerFixture fixture;
    const auto lost = fixture.connectClient();
    lost->tell(Authenticate { .name = u"ada"_s, .token = ownToken });
    QVERIFY(lost->waitFor<Authenticated>());
    const auto again = fixture.connectAs(u"ada"_s, ownToken);
    QVERIFY(again->self().resumed);
    QCOMPARE(again->self().id, lost->all<Authenticated>().first().id);
}

void TestConnections::aTokenOfOnesOwnDoesNotTakeANameAway()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto other = fixture.connectClient();
    const auto refused = other->ask(Authenticate { .name = u"Ada"_s, .token = ownToken });
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().suggestion, u"Ada 2"_s);
    QVERIFY(other->ask(Authenticate { .name = u"Ada 2"_s, .token = ownToken }));
}

void TestConnections::aMalformedTokenIsRefused_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("a word") << u"made-up"_s;
    QTest::newRow("too short") << ownToken.chopped(1);
    QTest::newRow("upper case") << ownToken.toUpper();
    QTest::newRow("another letter") << ownToken.chopped(1) + u'g';
    QTest::newRow("a digit that is no ASCII") << ownToken.chopped(1) + QChar(0x0661);
}

void TestConnections::aMalformedTokenIsRefused()
{
    QFETCH(const QString, token);
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    const auto refused = ada->ask(Authenticate { .name = u"ada"_s, .token = token });
    QCOMPARE(refused.error().code, ErrorCode::InvalidToken);
    QVERIFY(ada->ask(Authenticate { .name = u"ada"_s }));
}

void TestConnections::aTakenNameIsRefusedWithAFreeOne()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"Ada"_s);
    const auto other = fixture.connectClient();
    const auto refused = other->ask(Authenticate { .name = u"ADA"_s });
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().suggestion, u"ADA 2"_s);
    QVERIFY(other->ask(Authenticate { .name = refused.error().suggestion }));
}

void TestConnections::authenticatingTwiceIsRefused()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    QCOMPARE(ada->ask(Authenticate { .name = u"eve"_s }).error().code, ErrorCode::Conflict);

    const auto bob = fixture.connectClient();
    bob->tell(Authenticate { .name = u"bob"_s });
    QCOMPARE(bob->ask(Authenticate { .name = u"eve"_s }).error().code, ErrorCode::Conflict);
}

void TestConnections::whatIsAskedWhileAuthenticatingIsServedAfterIt()
{
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    ada->tell(Authenticate { .name = u"ada"_s });
    ada->tell(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) });
    ada->tell(SendMessage { .roomId = RoomId::fromText(u"coffee"_s), .content = u"no"_s });
    QVERIFY(ada->ask(ListRooms {}));
    QVERIFY(ada->waitFor<RoomHistory>());
    QCOMPARE(ada->all<Refusal>().first().code, u"not-a-member"_s);

    // A refusal of the first leaves the rest to be refused.
    const auto eve = fixture.connectClient();
    eve->tell(Authenticate { .name = u"ada"_s });
    QCOMPARE(eve->ask(ListRooms {}).error().code, ErrorCode::NotAuthenticated);
}

void TestConnections::whoDoesNotAuthenticateInTimeIsClosed()
{
    ServerFixture fixture;
    const auto stranger = fixture.connectClient();
    const auto ada = fixture.connectAs(u"ada"_s);
    fixture.advance(limits::authenticateWait + 1s);
    QVERIFY(stranger->waitForClose());
    QCOMPARE(stranger->closed()->code, int(CloseCode::AuthenticationTimeout));
    ada->settle();
    QVERIFY(!ada->closed());
}

void TestConnections::strangersAreLimitedAndMakeRoomWhenTheyGo()
{
    ServerFixture fixture({ .unauthenticatedConnections = 2 });
    const auto first = fixture.connectClient();
    const auto second = fixture.connectClient();
    const auto third = fixture.connectClient();
    QVERIFY(third->waitForClose());
    QCOMPARE(third->closed()->code, int(CloseCode::GoingAway));
    QVERIFY(mayComeBack(third->closed()->code));

    first->authenticate(u"ada"_s);
    const auto fourth = fixture.connectClient();
    QVERIFY(fourth->waitFor<Welcome>());
    second->peer().abort();
    QTRY_COMPARE(fixture.server.connectionCount(), 2);
    const auto fifth = fixture.connectClient();
    QVERIFY(fifth->waitFor<Welcome>());
}

void TestConnections::aHundredConnectionsInTurnAreFine()
{
    ServerFixture fixture({ .unauthenticatedConnections = 1 });
    for (int i = 0; i < 100; ++i) {
        const auto client = fixture.connectClient();
        QVERIFY(client->waitFor<Welcome>());
        client->peer().abort();
        QTRY_COMPARE(fixture.server.connectionCount(), 0);
    }
}

void TestConnections::aThousandConnectionsLeaveNothingBehind()
{
    ServerFixture fixture;
    const auto first = fixture.enter(u"ada"_s, u"tea"_s);
    const QString token = first->self().token;
    first->peer().abort();
    for (int i = 0; i < 1000; ++i) {
        const auto client = fixture.connectAs(u"ada"_s, token);
        QVERIFY(client->join(u"tea"_s));
        client->peer().abort();
    }
    QTRY_COMPARE(fixture.server.connectionCount(), 0);
    fixture.advance(1min);
    QCOMPARE(fixture.server.peopleCount(), 0);
    QCOMPARE(fixture.server.pendingDeadlines(), 0);
}

void TestConnections::manyConnectionsAtOnceAreNotMore()
{
    ServerFixture fixture;
    std::vector<std::unique_ptr<TestClient>> clients;
    clients.push_back(fixture.connectAs(u"ada"_s));
    const QString token = clients.front()->self().token;
    for (int i = 0; i < 4 * limits::connectionsPerUser; ++i)
        clients.push_back(fixture.connectClient());
    for (const auto &client : clients)
        client->tell(Authenticate { .name = u"ada"_s, .token = token });
    QTRY_COMPARE(fixture.server.connectionCount(), limits::connectionsPerUser);
}

void TestConnections::threeUnreadableFramesInARowCloseTheConnection()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->tellRaw("{");
    ada->tellRaw("[]");
    ada->tellRaw(R"({"type":"bogus"})");
    QVERIFY(ada->waitForClose());
    QCOMPARE(ada->closed()->code, int(CloseCode::BadRequest));
    QCOMPARE(ada->count<Refusal>(), 3);
    const auto refusals = ada->all<Refusal>();
    for (const Refusal &refusal : refusals)
        QCOMPARE(refusal.message, u"Invalid message format"_s);
    QCOMPARE(fixture.server.metrics().garbledFrames, 3);
}

void TestConnections::aReadableFrameForgivesTheUnreadableOnes()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < 5; ++i) {
        ada->tellRaw("{");
        ada->tellRaw("{");
        ada->settle();
    }
    QVERIFY(!ada->closed());
}

void TestConnections::aRequestThatBreaksARuleIsAnsweredAndNoStrike()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(ada->join(QString(51, u'x')).error().code, ErrorCode::InvalidMessage);
    QCOMPARE(ada->join(QString()).error().code, ErrorCode::InvalidMessage);
    QVERIFY(ada->join(QString(50, u'x')));
}

void TestConnections::anAnswerCarriesItsRequestsId()
{
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    ada->tellRaw(R"({"type":"bogus","id":77})");
    ada->tellRaw(R"({"type":"list-rooms","id":78})");
    ada->tellRaw(R"({"type":"list-rooms"})");
    QVERIFY(ada->waitFor<Refusal>(3));
    const auto ids = ada->refusalIds();
    QCOMPARE(ids, QList<std::optional<RequestId>>({ 77, 78, std::nullopt }));
}

void TestConnections::whoDoesNotAnswerPingsIsClosed()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto end = fixture.lastServerEnd;
    fixture.advance(1min);
    ada->settle();
    fixture.advance(1min);
    ada->settle();
    QVERIFY(!ada->closed());

    end->setHeld(true); // the pings get lost
    fixture.advance(limits::pingEvery + limits::pongWait + 1s);
    QVERIFY(ada->waitForClose());
    QCOMPARE(ada->closed()->code, int(CloseCode::NoAnswer));
}

void TestConnections::aCrowdIsNotPingedAtOnce()
{
    constexpr int crowd = 500;
    ServerFixture fixture({ .unauthenticatedConnections = 2 * crowd });
    std::vector<std::unique_ptr<TestClient>> clients;
    int answers = 0;
    for (int i = 0; i < crowd; ++i) {
        clients.push_back(fixture.connectAs(u"user %1"_s.arg(i)));
        connect(fixture.lastServerEnd, &Transport::ponged, this, [&answers] { ++answers; });
    }
    for (int round = 0; round < 3; ++round) {
        int most = 0;
        int all = 0;
        for (int second = 0; second < limits::pingEvery / 1s; ++second) {
            answers = 0;
            fixture.advance(1s);
            most = std::max(most, answers);
            all += answers;
        }
        QCOMPARE(all, crowd);
        QVERIFY2(most <= 3 * crowd / (limits::pingEvery / 1s), qPrintable(QString::number(most)));
    }
}

void TestConnections::whoDoesNotReadIsClosedAndDelaysNobody()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6 });
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto bobsEnd = fixture.lastServerEnd;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    bobsEnd->setHeld(true);
    const QString line(limits::messageLength, u'x');
    qint64 largest = 0;
    for (int i = 0; i < 300; ++i) {
        QVERIFY(ada->say(u"tea"_s, line));
        largest = std::max(largest, bobsEnd ? bobsEnd->backlog() : 0);
    }
    QVERIFY(bob->waitForClose());
    QCOMPARE(bob->closed()->code, int(CloseCode::TooSlow));
    QVERIFY(largest > limits::outboundBytes / 2);
    QVERIFY(largest <= limits::outboundBytes + limits::frameBytes);
    QCOMPARE(ada->count<NewMessage>(), 300);
}

void TestConnections::goingAwayAnswersWhatWasAskedAndClosesEveryone()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    bool isDrained = false;
    connect(&fixture.server, &ChatServer::drained, this, [&isDrained] { isDrained = true; });

    bool isAccepted = false;
    ada->peer().request(
        SendMessage { .roomId = RoomId::fromText(u"tea"_s), .content = u"last words"_s }, ada.get(),
        [&isAccepted](const Result<MessageAccepted> &answer) { isAccepted = bool(answer); });
    QTRY_VERIFY(fixture.server.metrics().requests >= 5); // the server has it, the store not yet
    fixture.server.goAway();

    QTRY_VERIFY(isDrained);
    QVERIFY(ada->waitForClose());
    QVERIFY(bob->waitForClose());
    QVERIFY(isAccepted);
    for (TestClient *client : { ada.get(), bob.get() }) {
        QCOMPARE(client->count<GoingAway>(), 1);
        QVERIFY(client->all<GoingAway>().first().retryAfterMs >= 1000);
        QCOMPARE(client->closed()->code, int(CloseCode::GoingAway));
        QVERIFY(client->closed()->isClean);
    }
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
