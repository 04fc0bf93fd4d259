#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

/// Rooms of more than Policy::largeRoom members: counts instead of names, pages instead of all.
class TestLargeRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comingsAndGoingsAreCountedTogether();
    void twoHundredIsTheBorderAndIsCrossedBothWays();
    void theBorderIsTheOperators();
    void leavingIsToldToTheOwnDevices();
    void statusIsNotTold();
    void whoJoinsWhileItIsTurningSmallLearnsEveryone();
    void joiningTellsTheCountsOnly();
    void pagesShowEveryoneOnceOnlineFirst();
    void pagesFollowAPlaceThatNobodyHasAnyMore();
    void aPageOfASmallRoomIsFine();
    void membersThatCanNotBeReadAreRefused();

private:
    using Clients = std::vector<std::unique_ptr<TestClient>>;
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    /// So many of them, from `first` on, in tea.
    static Clients enter(ServerFixture &fixture, int count, int first = 1)
    {
        Clients clients;
        for (int i = first; i < first + count; ++i)
            clients.push_back(fixture.enter(u"user %1"_s.arg(i, 3, 10, QChar(u'0')), u"tea"_s));
        return clients;
    }
    static void hear(ServerFixture &fixture, TestClient &client)
    {
        fixture.advance(limits::presencePace + Deadlines::slot);
        client.settle();
    }
    const Policy m_three { .largeRoom = 3 };
};

void TestLargeRooms::comingsAndGoingsAreCountedTogether()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 3);
    TestClient &ada = *clients.front();
    ada.settle();
    QCOMPARE(ada.count<UserPresence>(), 2);
    ada.forget();

    Clients more = enter(fixture, 3, 4);
    ada.settle();
    QCOMPARE(ada.count<RoomPresence>(), 0);
    hear(fixture, ada);
    QCOMPARE(ada.count<UserPresence>(), 0);
    const auto heard = ada.all<RoomPresence>();
    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first().memberCount, 6);
    QCOMPARE(heard.first().onlineCount, 6);
    QVERIFY(!heard.first().members);

    more.back()->peer().abort();
    ada.settle();
    fixture.advance(limits::offlineGrace);
    hear(fixture, ada);
    QCOMPARE(ada.count<UserPresence>(), 0);
    QCOMPARE(ada.count<RoomPresence>(), 2);
    QCOMPARE(ada.all<RoomPresence>().last().memberCount, 6);
    QCOMPARE(ada.all<RoomPresence>().last().onlineCount, 5);
    hear(fixture, ada);
    QCOMPARE(ada.count<RoomPresence>(), 2);
}

void TestLargeRooms::twoHundredIsTheBorderAndIsCrossedBothWays()
{
    ServerFixture fixture;
    Clients clients = enter(fixture, 199);
    TestClient &ada = *clients.front();
    hear(fixture, ada);
    QCOMPARE(ada.count<UserPresence>(), 198);
    QCOMPARE(ada.count<RoomPresence>(), 0);
    ada.forget();

    Clients two = enter(fixture, 2, 200);
    hear(fixture, ada);
    QCOMPARE(ada.count<UserPresence>(), 1); // the 200th
    QCOMPARE(ada.count<RoomPresence>(), 1);
    QCOMPARE(ada.all<RoomPresence>().first().memberCount, 201);
    QVERIFY(!ada.all<RoomPresence>().first().members);
    ada.forget();

    for (const auto &client : two)
        QVERIFY(client->ask(LeaveRoom { .roomId = tea() }));
    hear(fixture, ada);
    QCOMPARE(ada.count<UserPresence>(), 0);
    QCOMPARE(ada.count<RoomPresence>(), 1);
    const RoomPresence everyone = ada.all<RoomPresence>().first();
    QCOMPARE(everyone.memberCount, 199);
    QCOMPARE(everyone.onlineCount, 199);
    QCOMPARE(everyone.members->size(), 199);
    QCOMPARE(everyone.members->first().name, u"user 001"_s);

    QVERIFY(two.front()->join(u"tea"_s));
    ada.settle();
    QCOMPARE(ada.all<UserPresence>().last().user.name, u"user 200"_s);
    QCOMPARE(ada.all<UserPresence>().last().onlineCount, 200);
}

void TestLargeRooms::theBorderIsTheOperators()
{
    ServerFixture fixture({ .largeRoom = 1 });
    Clients clients = enter(fixture, 2);
    hear(fixture, *clients.front());
    QCOMPARE(clients.front()->count<UserPresence>(), 0);
    QCOMPARE(clients.front()->all<RoomPresence>().last().memberCount, 2);
}

void TestLargeRooms::leavingIsToldToTheOwnDevices()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 6);
    TestClient &ada = *clients.front();
    TestClient &bob = *clients.back();
    const auto bobAgain = fixture.connectAs(u"user 006"_s, bob.self().token);
    QVERIFY(bobAgain->join(u"tea"_s));
    QVERIFY(bob.ask(LeaveRoom { .roomId = tea() }));
    bobAgain->settle();
    const auto told = bobAgain->all<UserPresence>();
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().user.id, bob.self().id);
    QVERIFY(!told.first().isMember);
    hear(fixture, ada);
    QCOMPARE(ada.all<RoomPresence>().last().memberCount, 5);
    QVERIFY(ada.say(u"tea"_s, u"who is left?"_s));
    bobAgain->settle();
    QCOMPARE(bobAgain->count<NewMessage>(), 0);
}

void TestLargeRooms::statusIsNotTold()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 5);
    hear(fixture, *clients.front());
    clients.front()->forget();
    QVERIFY(clients.back()->ask(SetPresence { .status = PresenceStatus::Offline }));
    hear(fixture, *clients.front());
    QCOMPARE(clients.front()->count<UserPresence>(), 0);
    QCOMPARE(clients.front()->all<RoomPresence>().first().onlineCount, 4);
    const auto page = clients.front()->ask(ListMembers { .roomId = tea(), .after = {} });
    QCOMPARE(page->members.last().name, u"user 005"_s);
    QCOMPARE(page->members.last().status, PresenceStatus::Offline);
    QCOMPARE(page->onlineCount, 4);
}

void TestLargeRooms::whoJoinsWhileItIsTurningSmallLearnsEveryone()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 4);
    for (const int number : { 1, 2, 3 })
        QVERIFY(clients.at(number)->ask(LeaveRoom { .roomId = tea() }));
    // The room has not heard yet that it is small.
    const auto late = fixture.connectAs(u"late"_s);
    const auto history = late->join(u"tea"_s);
    QVERIFY(!history->members);
    hear(fixture, *late);
    QCOMPARE(late->all<RoomPresence>().last().members->size(), 2);
    QVERIFY(clients.at(2)->join(u"tea"_s));
    late->settle();
    QCOMPARE(late->all<UserPresence>().last().user.name, u"user 003"_s);
}

void TestLargeRooms::joiningTellsTheCountsOnly()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 3);
    const auto small = clients.front()->join(u"tea"_s);
    QCOMPARE(small->members->size(), 3);
    QCOMPARE(small->memberCount, 3);
    const auto bob = fixture.connectAs(u"bob"_s);
    const auto large = bob->join(u"tea"_s);
    QVERIFY(!large->members);
    QCOMPARE(large->memberCount, 4);
    QCOMPARE(large->onlineCount, 4);
}

void TestLargeRooms::pagesShowEveryoneOnceOnlineFirst()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 10);
    clients.at(0)->peer().abort();
    clients.at(4)->peer().abort();
    clients.back()->settle();
    fixture.advance(limits::offlineGrace + 1s);
    TestClient &ada = *clients.back();
    QStringList shown;
    ListMembers ask { .roomId = tea(), .after = {}, .limit = 4 };
    for (int pages = 0; pages < 3; ++pages) {
        const auto page = ada.ask(ask);
        QVERIFY(page);
        QCOMPARE(page->memberCount, 10);
        QCOMPARE(page->onlineCount, 8);
        QCOMPARE(page->atEnd, pages == 2);
        for (const Member &member : page->members)
            shown << member.name.right(1)
                    + (member.status == PresenceStatus::Offline ? u"-"_s : u""_s);
        ask.after = MemberPlace::of(page->members.last());
    }
    QCOMPARE(shown.join(u' '), u"2 3 4 6 7 8 9 0 1- 5-"_s);
    QVERIFY(ada.ask(ask)->members.isEmpty());
    QVERIFY(ada.ask(ask)->atEnd);
}

void TestLargeRooms::pagesFollowAPlaceThatNobodyHasAnyMore()
{
    ServerFixture fixture(m_three);
    Clients clients = enter(fixture, 6);
    TestClient &ada = *clients.front();
    const auto page = ada.ask(ListMembers { .roomId = tea(), .after = {}, .limit = 3 });
    const MemberPlace last = MemberPlace::of(page->members.last());
    QVERIFY(clients.at(2)->ask(LeaveRoom { .roomId = tea() }));
    const auto next = ada.ask(ListMembers { .roomId = tea(), .after = last, .limit = 3 });
    QCOMPARE(next->members.first().name, u"user 004"_s);
    QCOMPARE(next->members.size(), 3);
}

void TestLargeRooms::aPageOfASmallRoomIsFine()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto page = ada->ask(ListMembers { .roomId = tea(), .after = {} });
    QCOMPARE(page->members.size(), 1);
    QCOMPARE(page->members.first().name, u"ada"_s);
    QVERIFY(page->atEnd);
}

void TestLargeRooms::membersThatCanNotBeReadAreRefused()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto made = ada->ask(CreateRoom { .roomId = tea() });
    const auto again = fixture.connectClient();
    fixture.flaky.loseNextAnswer(1); // not whose token it is, but who belongs to the room
    const auto resumed = again->ask(
        Resume { .token = ada->self().token,
                 .deviceId = DeviceId::fromText(u"laptop"_s),
                 .rooms = { { tea(), { .epoch = made->epoch, .seq = made->headSeq } } } });
    QVERIFY(!resumed->rooms.first().members);
    QCOMPARE(resumed->rooms.first().memberCount, 1);

    const ListMembers ask { .roomId = tea(), .after = {} };
    fixture.flaky.loseNextAnswer();
    QCOMPARE(again->ask(ask).error().code, ErrorCode::Unavailable);
    const auto page = again->ask(ask);
    QCOMPARE(page->members.size(), 1);
    QCOMPARE(page->members.first().status, PresenceStatus::Online);
}

QTEST_GUILESS_MAIN(TestLargeRooms)
#include "tst_largerooms.moc"
