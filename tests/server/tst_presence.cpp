#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joiningIsToldToTheOthersOnly();
    void twoConnectionsOfAPersonCountAsOne();
    void aBlipIsNoLeaveAndJoin();
    void goingOfflineIsToldOncePerRoomAfterTheGrace();
    void leavingIsToldAtOnceAlsoToTheOwnDevices();
    void statusReachesTheRoomAndLaterJoiners();
    void whoIsShownAsOfflineIsNotCounted();
    void whoJoinsUnseenIsNotTold();
    void renamingIsTold();
    void theOldestOfTooManyConnectionsIsClosed();
    void endingWhileJoiningLeavesNothingBehind();
};

void TestPresence::joiningIsToldToTheOthersOnly()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    ada->settle();
    bob->settle();

    const auto seen = ada->all<UserPresence>();
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().type, PresenceChange::Joined);
    QCOMPARE(seen.first().user.name, u"bob"_s);
    QCOMPARE(seen.first().onlineCount, 2);
    QCOMPARE(bob->count<UserPresence>(), 0);
}

void TestPresence::twoConnectionsOfAPersonCountAsOne()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto bobAgain = fixture.connectAs(u"bob"_s, bob->self().token);
    const auto history = bobAgain->join(u"tea"_s);
    QCOMPARE(history->onlineCount, 2);
    QCOMPARE(history->members->size(), 2);
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 1); // of bob's first connection

    bob->peer().abort();
    fixture.advance(limits::offlineGrace + 1s);
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 1); // the other one is still there
}

void TestPresence::aBlipIsNoLeaveAndJoin()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    bob->peer().abort();
    ada->settle();
    fixture.advance(limits::offlineGrace - 1s);
    const auto bobAgain = fixture.connectAs(u"bob"_s, bob->self().token);
    QCOMPARE(bobAgain->self().id, bob->self().id);
    QVERIFY(bobAgain->join(u"tea"_s));
    fixture.advance(limits::offlineGrace + 1s);
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 1); // the first joining
}

void TestPresence::goingOfflineIsToldOncePerRoomAfterTheGrace()
{
    ServerFixture fixture;
    const QStringList rooms { u"tea"_s, u"coffee"_s, u"milk"_s };
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    for (const QString &room : rooms) {
        QVERIFY(ada->join(room));
        QVERIFY(bob->join(room));
    }
    ada->settle();
    ada->forget();
    bob->peer().abort();
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 0);

    fixture.advance(limits::offlineGrace + 1s);
    fixture.advance(1min);
    ada->settle();
    QStringList left;
    const auto seen = ada->all<UserPresence>();
    for (const UserPresence &event : seen) {
        QCOMPARE(event.type, PresenceChange::Left);
        QCOMPARE(event.user.status, PresenceStatus::Offline);
        QCOMPARE(event.onlineCount, 1);
        QVERIFY(event.isMember);
        left << event.roomId.text();
    }
    left.sort();
    QCOMPARE(left, QStringList({ u"coffee"_s, u"milk"_s, u"tea"_s }));
}

void TestPresence::leavingIsToldAtOnceAlsoToTheOwnDevices()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto bobAgain = fixture.connectAs(u"bob"_s, bob->self().token);
    QVERIFY(bobAgain->join(u"tea"_s));
    ada->forget();

    QVERIFY(bob->ask(LeaveRoom { .roomId = RoomId::fromText(u"tea"_s) }));
    QVERIFY(ada->say(u"tea"_s, u"who is left?"_s));
    bob->settle();
    bobAgain->settle();

    QCOMPARE(ada->all<UserPresence>().last().type, PresenceChange::Left);
    QVERIFY(!ada->all<UserPresence>().last().isMember);
    QCOMPARE(bobAgain->all<UserPresence>().last().type, PresenceChange::Left);
    QCOMPARE(bob->count<NewMessage>(), 0);
    QCOMPARE(bobAgain->count<NewMessage>(), 0);
}

void TestPresence::statusReachesTheRoomAndLaterJoiners()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    QVERIFY(bob->ask(SetPresence { .status = PresenceStatus::Busy, .text = u"exam"_s }));
    ada->settle();
    const UserPresence seen = ada->all<UserPresence>().last();
    QCOMPARE(seen.type, PresenceChange::Status);
    QCOMPARE(seen.user.status, PresenceStatus::Busy);
    QCOMPARE(seen.user.statusText, u"exam"_s);

    const auto eve = fixture.connectAs(u"eve"_s);
    const auto history = eve->join(u"tea"_s);
    const auto member = std::ranges::find(*history->members, u"bob"_s, &Member::name);
    QCOMPARE(member->status, PresenceStatus::Busy);
}

void TestPresence::whoIsShownAsOfflineIsNotCounted()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    QVERIFY(bob->ask(SetPresence { .status = PresenceStatus::Offline }));
    ada->settle();
    QCOMPARE(ada->all<UserPresence>().last().onlineCount, 1);
}

void TestPresence::whoJoinsUnseenIsNotTold()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    QVERIFY(bob->ask(SetPresence { .status = PresenceStatus::Offline }));
    QVERIFY(bob->join(u"tea"_s));
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 0);
}

void TestPresence::renamingIsTold()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto bobAgain = fixture.connectAs(u"robert"_s, bob->self().token);
    ada->settle();
    QCOMPARE(ada->all<UserPresence>().last().user.name, u"robert"_s);
    QCOMPARE(ada->all<UserPresence>().last().user.id, bob->self().id);
}

void TestPresence::theOldestOfTooManyConnectionsIsClosed()
{
    ServerFixture fixture;
    std::vector<std::unique_ptr<TestClient>> clients;
    clients.push_back(fixture.connectAs(u"ada"_s));
    const QString token = clients.front()->self().token;
    for (int i = 1; i < limits::connectionsPerUser; ++i)
        clients.push_back(fixture.connectAs(u"ada"_s, token));
    clients.front()->settle();
    QVERIFY(!clients.front()->closed());

    clients.push_back(fixture.connectAs(u"ada"_s, token));
    QVERIFY(clients.front()->waitForClose());
    QCOMPARE(clients.front()->closed()->code, int(CloseCode::Superseded));
    QVERIFY(!clients.at(1)->closed());
}

void TestPresence::endingWhileJoiningLeavesNothingBehind()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    {
        const auto bob = fixture.connectAs(u"bob"_s);
        bob->tell(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) });
        fixture.lastServerEnd->abort();
    }
    ada->settle();
    fixture.advance(limits::offlineGrace + 1s);
    ada->settle();
    QCOMPARE(fixture.server.connectionCount(), 1);
    QCOMPARE(fixture.server.peopleCount(), 1);
}

QTEST_GUILESS_MAIN(TestPresence)
#include "tst_presence.moc"
