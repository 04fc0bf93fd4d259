#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

class TestRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void generalIsThereFromTheStart();
    void aRoomIsMadeByJoiningIt();
    void theOperatorCanKeepRoomMakingToHimself();
    void creatingTwiceIsAConflict();
    void historyIsTheNewestFiftyNewestLast();
    void aRoomKeepsItsHistoryWhenEveryoneHasLeft();
    void messagesReachNobodyOutside();
    void privateRoomsAreForTheirMembersOnly();
    void nobodyReadsAPrivateRoomWhileBeingRefused();
    void joiningTwiceIsBeingThereOnce();
    void leavingTwiceIsLeavingOnce();
    void theListTellsWhatIsJoinedAndRead();
    void changesOfTheListArePushedTogether();
    void goingOfflineChangesTheList();
    void thoseInTheRoomDoNotHearItTwice();
    void aStormOfChangesKeepsThePaceAndForgetsNone();
    void joiningHasALimit();
    void thereAreOnlySoManyRooms();
    void makingARoomCostsTheSameEitherWay();
    void joiningManyAtOnceHasTheSameLimit();
    void whatIsSaidWhileJoiningIsNeitherLostNorDoubled();
    void positionsTellAnIdleClientOfMovedRooms();
};

void TestRooms::generalIsThereFromTheStart()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto list = ada->ask(ListRooms {});
    QCOMPARE(list->rooms.size(), 1);
    QCOMPARE(list->rooms.first().roomId.text(), u"general"_s);
    const auto history = ada->join(u"general"_s);
    QCOMPARE(history->headSeq, Seq());
    QCOMPARE(history->members->size(), 1);
    QCOMPARE(history->memberCount, 1);
    QVERIFY(!history->epoch.isEmpty());
}

void TestRooms::aRoomIsMadeByJoiningIt()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    // Both at once: for the second one it is simply there.
    ada->tell(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) });
    QVERIFY(bob->join(u"tea"_s));
    QVERIFY(ada->join(u"tea"_s));
    QVERIFY(ada->say(u"tea"_s, u"hello"_s));
    QVERIFY(bob->waitFor<NewMessage>());
}

void TestRooms::theOperatorCanKeepRoomMakingToHimself()
{
    ServerFixture fixture({ .mayCreateRooms = false });
    const auto ada = fixture.connectAs(u"ada"_s);
    QCOMPARE(ada->join(u"tea"_s).error().code, ErrorCode::NotFound);
    const auto made = ada->ask(CreateRoom { .roomId = RoomId::fromText(u"tea"_s) });
    QCOMPARE(made.error().code, ErrorCode::NotAuthorized);
    QVERIFY(ada->join(u"general"_s));
}

void TestRooms::creatingTwiceIsAConflict()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const CreateRoom tea { .roomId = RoomId::fromText(u"tea"_s),
                           .title = u"Tea kitchen"_s,
                           .topic = u"Leaves"_s };
    const auto made = ada->ask(tea);
    QCOMPARE(made->title, u"Tea kitchen"_s);
    QCOMPARE(ada->ask(tea).error().code, ErrorCode::Conflict);
    const auto history = ada->join(u"tea"_s);
    QCOMPARE(history->title, u"Tea kitchen"_s);
    QCOMPARE(history->topic, u"Leaves"_s);
}

void TestRooms::historyIsTheNewestFiftyNewestLast()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6 });
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    for (int i = 1; i <= 120; ++i)
        QVERIFY(ada->say(u"tea"_s, QString::number(i)));
    const auto bob = fixture.connectAs(u"bob"_s);
    const auto history = bob->join(u"tea"_s);
    QCOMPARE(history->messages.size(), 50);
    QCOMPARE(history->messages.first().content, u"71"_s);
    QCOMPARE(history->messages.last().content, u"120"_s);
    QCOMPARE(history->headSeq, Seq::fromNumber(120));
}

void TestRooms::aRoomKeepsItsHistoryWhenEveryoneHasLeft()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    QVERIFY(ada->say(u"tea"_s, u"hello"_s));
    QVERIFY(ada->ask(LeaveRoom { .roomId = RoomId::fromText(u"tea"_s) }));
    const auto bob = fixture.connectAs(u"bob"_s);
    const auto history = bob->join(u"tea"_s);
    QCOMPARE(history->messages.size(), 1);
    QCOMPARE(history->messages.first().userName, u"ada"_s);
}

void TestRooms::messagesReachNobodyOutside()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"coffee"_s);
    QVERIFY(ada->say(u"tea"_s, u"secret"_s));
    bob->settle();
    QCOMPARE(bob->count<NewMessage>(), 0);
}

void TestRooms::privateRoomsAreForTheirMembersOnly()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    bob->settle();
    QVERIFY(
        ada->ask(CreateRoom { .roomId = RoomId::fromText(u"den"_s), .kind = RoomKind::Private }));
    QVERIFY(ada->join(u"den"_s));
    const auto refused = bob->join(u"den"_s);
    QCOMPARE(refused.error().code, ErrorCode::NotFound);
    fixture.advance(5s);
    QCOMPARE(bob->ask(ListRooms {})->rooms.size(), 1); // general
    const auto updates = bob->all<RoomUpdated>();
    QVERIFY(std::ranges::none_of(
        updates, [](const RoomUpdated &room) { return room.roomId.text() == u"den"_s; }));
    QCOMPARE(ada->ask(ListRooms {})->rooms.size(), 2);
}

void TestRooms::nobodyReadsAPrivateRoomWhileBeingRefused()
{
    ServerFixture fixture;
    const RoomId den = RoomId::fromText(u"den"_s);
    const auto ada = fixture.connectAs(u"ada"_s);
    QVERIFY(ada->ask(CreateRoom { .roomId = den, .kind = RoomKind::Private }));
    QVERIFY(ada->join(u"den"_s));
    QVERIFY(ada->say(u"den"_s, u"secret"_s));
    const auto eve = fixture.connectAs(u"eve"_s);
    eve->tell(JoinRoom { .roomId = den });
    QCOMPARE(eve->ask(History { .roomId = den }).error().code, ErrorCode::NotAMember);
    eve->tell(JoinRoom { .roomId = den });
    QCOMPARE(eve->say(u"den"_s, u"hi"_s).error().code, ErrorCode::NotAMember);
    ada->settle();
    QCOMPARE(ada->count<NewMessage>(), 1);
}

void TestRooms::joiningTwiceIsBeingThereOnce()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    bob->tell(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) });
    QVERIFY(bob->join(u"tea"_s));
    QVERIFY(ada->say(u"tea"_s, u"once"_s));
    bob->settle();
    QCOMPARE(bob->count<NewMessage>(), 1);
    bob->peer().abort();
    ada->settle();
    fixture.advance(limits::offlineGrace + 1s);
    ada->settle();
    QCOMPARE(ada->all<UserPresence>().last().type, PresenceChange::Left);
    QCOMPARE(ada->all<UserPresence>().last().onlineCount, 1);
}

void TestRooms::leavingTwiceIsLeavingOnce()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const LeaveRoom leave { .roomId = RoomId::fromText(u"tea"_s) };
    for (int i = 0; i < 4; ++i)
        bob->tell(leave);
    bob->settle();
    const auto list = ada->ask(ListRooms {});
    const auto tea = std::ranges::find(list->rooms, leave.roomId, &RoomSummary::roomId);
    QCOMPARE(tea->memberCount, 1);
}

void TestRooms::theListTellsWhatIsJoinedAndRead()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    QVERIFY(ada->say(u"tea"_s, u"one"_s));
    QVERIFY(ada->say(u"tea"_s, u"two"_s));
    ada->tell(MarkRead { .roomId = RoomId::fromText(u"tea"_s), .seq = Seq::fromNumber(1) });
    const auto list = ada->ask(ListRooms {});
    const auto tea =
        std::ranges::find(list->rooms, RoomId::fromText(u"tea"_s), &RoomSummary::roomId);
    QCOMPARE(tea->joined, true);
    QCOMPARE(tea->readSeq, Seq::fromNumber(1));
    QCOMPARE(tea->headSeq, Seq::fromNumber(2));
    QCOMPARE(tea->memberCount, 1);
    const auto general =
        std::ranges::find(list->rooms, RoomId::fromText(u"general"_s), &RoomSummary::roomId);
    QCOMPARE(general->joined, false);
    QVERIFY(!general->readSeq);
}

void TestRooms::changesOfTheListArePushedTogether()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->settle(); // watches the list from here on
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto eve = fixture.enter(u"eve"_s, u"tea"_s);
    ada->settle();
    QCOMPARE(ada->count<RoomUpdated>(), 0);
    fixture.advance(2s);
    ada->settle();
    QCOMPARE(ada->count<RoomUpdated>(), 1);
    QCOMPARE(ada->all<RoomUpdated>().first().memberCount, 2);
    QCOMPARE(ada->all<RoomUpdated>().first().onlineCount, 2);
}

void TestRooms::goingOfflineChangesTheList()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    ada->settle();
    fixture.advance(2s);
    bob->peer().abort();
    ada->settle();
    fixture.advance(limits::offlineGrace + 2s);
    ada->settle();
    QCOMPARE(ada->all<RoomUpdated>().last().memberCount, 1);
    QCOMPARE(ada->all<RoomUpdated>().last().onlineCount, 0);
}

void TestRooms::thoseInTheRoomDoNotHearItTwice()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    ada->settle();
    fixture.advance(2s);
    ada->settle();
    ada->forget();
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    fixture.advance(2s);
    ada->settle();
    QCOMPARE(ada->count<UserPresence>(), 1);
    QCOMPARE(ada->count<RoomUpdated>(), 0);
    QVERIFY(bob->ask(CreateRoom { .roomId = RoomId::fromText(u"milk"_s) }));
    fixture.advance(2s);
    ada->settle();
    QCOMPARE(ada->all<RoomUpdated>().last().roomId.text(), u"milk"_s);
}

void TestRooms::aStormOfChangesKeepsThePaceAndForgetsNone()
{
    constexpr int rooms = 40;
    ServerFixture fixture({ .requestsBurst = 1e6, .listFramesPerSecond = 10 });
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    for (int i = 0; i < rooms; ++i)
        QVERIFY(bob->join(u"room %1"_s.arg(i)));
    ada->settle();
    fixture.advance(20s);
    ada->settle();
    QCOMPARE(ada->count<RoomUpdated>(), rooms); // news do not wait
    ada->forget();
    bob->peer().abort();
    ada->settle();
    fixture.advance(limits::offlineGrace);
    QSet<RoomId> heard;
    for (int second = 0; second < 10; ++second) {
        ada->forget();
        fixture.advance(1s);
        ada->settle();
        QVERIFY(ada->count<RoomUpdated>() <= 20); // what was saved up in a second, and a second's
        for (const RoomUpdated &room : ada->all<RoomUpdated>()) {
            QCOMPARE(room.onlineCount, 0);
            QVERIFY(!heard.contains(room.roomId));
            heard.insert(room.roomId);
        }
    }
    QCOMPARE(heard.size(), rooms);
}

void TestRooms::joiningHasALimit()
{
    ServerFixture fixture({ .requestsPerSecond = 1e6, .requestsBurst = 1e6 });
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < limits::roomsJoined; ++i)
        QVERIFY(ada->join(u"room %1"_s.arg(i)));
    QCOMPARE(ada->join(u"one more"_s).error().code, ErrorCode::NotAuthorized);
    QVERIFY(ada->join(u"room 0"_s));
}

void TestRooms::thereAreOnlySoManyRooms()
{
    ServerFixture fixture({ .rooms = 2 }); // general is there from the start
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    ada->tell(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) });
    QCOMPARE(bob->join(u"coffee"_s).error().code, ErrorCode::StoreFull);
    QCOMPARE(bob->ask(CreateRoom { .roomId = RoomId::fromText(u"milk"_s) }).error().code,
             ErrorCode::StoreFull);
    QVERIFY(bob->join(u"tea"_s));
}

void TestRooms::makingARoomCostsTheSameEitherWay()
{
    const auto roomsMade = [](bool byJoining) {
        ServerFixture fixture({ .requestsPerSecond = 0.001, .requestsBurst = 45 });
        const auto ada = fixture.connectAs(u"ada"_s); // 5 of them
        int made = 0;
        for (int i = 0; i < 10; ++i) {
            const QString name = QString::number(i);
            const RoomId room = RoomId::fromText(name);
            const bool isMade =
                byJoining ? bool(ada->join(name)) : bool(ada->ask(CreateRoom { .roomId = room }));
            made += isMade ? 1 : 0;
        }
        return made;
    };
    QCOMPARE(roomsMade(false), 4);
    QCOMPARE(roomsMade(true), 4);
}

void TestRooms::joiningManyAtOnceHasTheSameLimit()
{
    ServerFixture fixture({ .requestsPerSecond = 1e6, .requestsBurst = 1e6 });
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < 2 * limits::roomsJoined; ++i)
        ada->tell(JoinRoom { .roomId = RoomId::fromText(u"room %1"_s.arg(i)) });
    ada->settle();
    QVERIFY(ada->waitFor<RoomHistory>(limits::roomsJoined));
    QCOMPARE(ada->count<RoomHistory>(), limits::roomsJoined);
    QCOMPARE(ada->count<Refusal>(), limits::roomsJoined);
}

void TestRooms::whatIsSaidWhileJoiningIsNeitherLostNorDoubled()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6 });
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.connectAs(u"bob"_s);
    // Sends that are asked for before, between and after the two reads of a join.
    const auto sayMany = [&ada](int first) {
        for (int i = first; i < first + 10; ++i)
            ada->tell(SendMessage { .roomId = RoomId::fromText(u"tea"_s),
                                    .content = QString::number(i) });
    };
    sayMany(0);
    std::optional<RoomHistory> history;
    bob->peer().request(JoinRoom { .roomId = RoomId::fromText(u"tea"_s) }, bob.get(),
                        [&history](const Result<RoomHistory> &answer) { history = *answer; });
    sayMany(10);
    QTRY_VERIFY(history);
    sayMany(20);
    ada->settle();
    bob->settle();

    QStringList seen;
    for (const Message &message : history->messages)
        seen << message.content;
    const auto pushed = bob->all<NewMessage>();
    for (const NewMessage &message : pushed)
        seen << message.content;
    QStringList said;
    for (int i = 0; i < 30; ++i)
        said << QString::number(i);
    QCOMPARE(seen, said);
}

void TestRooms::positionsTellAnIdleClientOfMovedRooms()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    fixture.advance(limits::pingEvery + 1s);
    bob->settle();
    QCOMPARE(bob->count<Positions>(), 0);
    QVERIFY(ada->say(u"tea"_s, u"hello"_s));
    fixture.advance(limits::pingEvery + 1s);
    bob->settle();
    QCOMPARE(bob->count<Positions>(), 1);
    const Positions expected { .heads = { { RoomId::fromText(u"tea"_s), Seq::fromNumber(1) } } };
    QCOMPARE(bob->all<Positions>().first(), expected);
    fixture.advance(limits::pingEvery + 1s);
    bob->settle();
    QCOMPARE(bob->count<Positions>(), 1);
}

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
