#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

namespace {

QList<RoomSummary> manyRooms(int count)
{
    QList<RoomSummary> rooms;
    for (int i = 0; i < count; ++i)
        rooms << summary(RoomId::fromText(u"room-%1"_s.arg(i)), true);
    return rooms;
}

} // namespace

class TestMemberships : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstTimeGuestLandsInGeneral();
    void personWithRoomsIsNotTakenToGeneral();
    void joinsTheRoomsOneBelongsTo();
    void joinsOnlyTheListedRoomsWhenToldSo();
    void aFewRoomsAreJoinedAtATime();
    void everyAnswerMakesWayForTheNextRoom();
    void whatThePersonWantsComesBeforeWhatWaits();
    void aRoomThatWaitedIsNotJoinedWhenItIsLeft();
    void aCutForgetsTheRoomsThatWaited();
    void rejoinsAfterReconnect();
    void joinThatAStopCutOffIsAskedAgain();
    void roomLeftElsewhereIsNotRejoined();
    void joinRoomTellsWhenItIsDone();
    void refusedJoinIsToldAndForgotten();
    void postponedJoinIsAskedAgain();
    void createdRoomIsJoined();
    void creatingWithoutConnectionIsRefused();
};

void TestMemberships::firstTimeGuestLandsInGeneral()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn({ summary(general, false), summary(tea, false) });
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, general);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestMemberships::personWithRoomsIsNotTakenToGeneral()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn({ summary(general, false), summary(tea, true) });
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, tea);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestMemberships::joinsTheRoomsOneBelongsTo()
{
    Conversation talk;
    talk.start();
    talk.letIn({ summary(general, true), summary(tea, false) });
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, general);
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, tea);
}

void TestMemberships::joinsOnlyTheListedRoomsWhenToldSo()
{
    Conversation talk({ .name = u"ada"_s, .joinsOwnRooms = false });
    talk.start();
    talk.letIn({ summary(general, false), summary(tea, true) });
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestMemberships::aFewRoomsAreJoinedAtATime()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn(manyRooms(40));
    QCOMPARE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
    QSet<RoomId> joined;
    while (talk.server.waiting<JoinRoom>() > 0) {
        QCOMPARE_LE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
        const auto asked = talk.server.expect<JoinRoom>();
        QVERIFY(!joined.contains(asked.event.roomId));
        joined.insert(asked.event.roomId);
        talk.server.answer(asked, history({}, asked.event.roomId));
    }
    QCOMPARE(joined.size(), 40);
    QCOMPARE(talk.session.rooms().liveRooms().size(), 40);
}

void TestMemberships::everyAnswerMakesWayForTheNextRoom()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn(manyRooms(limits::joinsInFlight + 3));
    // A refusal for good, one for now, and a room that was removed in the meantime.
    talk.server.refuse(talk.server.expect<JoinRoom>(), Error { .code = ErrorCode::NotAuthorized });
    QCOMPARE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
    talk.server.refuse(talk.server.expect<JoinRoom>(), Error { .code = ErrorCode::RateLimited });
    QCOMPARE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
    const auto asked = talk.server.expect<JoinRoom>();
    talk.server.push(RoomRemoved { .roomId = asked.event.roomId });
    talk.server.answer(asked, history({}, asked.event.roomId));
    QCOMPARE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
}

void TestMemberships::whatThePersonWantsComesBeforeWhatWaits()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn(manyRooms(40));
    talk.session.joinRoom(tea);
    talk.join();
    for (int i = 1; i < limits::joinsInFlight; ++i)
        talk.server.expect<JoinRoom>();
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, tea);
}

void TestMemberships::aRoomThatWaitedIsNotJoinedWhenItIsLeft()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    const QList<RoomSummary> rooms = manyRooms(limits::joinsInFlight + 1);
    talk.letIn(rooms);
    talk.server.push(RoomRemoved { .roomId = rooms.last().roomId });
    for (int i = 0; i < limits::joinsInFlight; ++i)
        talk.join();
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestMemberships::aCutForgetsTheRoomsThatWaited()
{
    Conversation talk({ .name = u"ada"_s });
    talk.start();
    talk.letIn(manyRooms(limits::joinsInFlight + 3));
    talk.server.cut();
    talk.waitForRetry();
    talk.authenticate();
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0); // the list comes first
    talk.server.answer(talk.server.expect<ListRooms>(),
                       RoomList { manyRooms(limits::joinsInFlight + 3) });
    QCOMPARE(talk.server.waiting<JoinRoom>(), limits::joinsInFlight);
}

void TestMemberships::rejoinsAfterReconnect()
{
    Conversation talk;
    talk.begin(lines(1, 3));
    Room *const before = &talk.tea();
    talk.server.cut();
    QVERIFY(!talk.tea().isLive());
    talk.comeBack(lines(1, 5));
    QVERIFY(talk.tea().isLive());
    QCOMPARE(&talk.tea(), before);
    QCOMPARE(talk.shown().size(), 5);
}

void TestMemberships::joinThatAStopCutOffIsAskedAgain()
{
    Conversation talk;
    talk.start();
    talk.letIn();
    QCOMPARE(talk.server.waiting<JoinRoom>(), 1);
    talk.session.stop();
    talk.start();
    talk.letIn();
    talk.join(lines(1, 2));
    QCOMPARE(talk.shown().size(), 2);
}

void TestMemberships::roomLeftElsewhereIsNotRejoined()
{
    Conversation talk;
    talk.begin();
    talk.server.cut();
    talk.waitForRetry();
    talk.letIn({ summary(tea, false) });
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
}

void TestMemberships::joinRoomTellsWhenItIsDone()
{
    Conversation talk({ .name = u"ada"_s, .joinsOwnRooms = false });
    int done = 0;
    talk.session.joinRoom(tea, [&done](const Result<void> &result) { done += result ? 1 : 100; });
    talk.start();
    talk.letIn();
    QCOMPARE(done, 0);
    talk.join();
    QCOMPARE(done, 1);
    talk.session.joinRoom(tea, [&done](const Result<void> &result) { done += result ? 1 : 100; });
    QCOMPARE(done, 2);
}

void TestMemberships::refusedJoinIsToldAndForgotten()
{
    Conversation talk;
    std::optional<ErrorCode> told;
    talk.session.joinRoom(tea, [&told](const Result<void> &result) {
        told = result ? std::nullopt : std::optional(result.error().code);
    });
    talk.start();
    talk.letIn();
    talk.server.refuse(talk.server.expect<JoinRoom>(), Error { .code = ErrorCode::NotAuthorized });
    QCOMPARE(told, ErrorCode::NotAuthorized);
    talk.advance(1min);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestMemberships::postponedJoinIsAskedAgain()
{
    Conversation talk;
    talk.start();
    talk.letIn();
    talk.server.refuse(talk.server.expect<JoinRoom>(),
                       Error { .code = ErrorCode::RateLimited, .retryAfter = 3s });
    talk.advance(2s);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
    talk.advance(1s);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 1);
}

void TestMemberships::createdRoomIsJoined()
{
    Conversation talk;
    talk.begin();
    talk.session.createRoom({ .roomId = general, .title = {}, .topic = {}, .kind = {} });
    RoomCreated created;
    created.roomId = general;
    created.epoch = epoch;
    talk.server.answer(talk.server.expect<CreateRoom>(), created);
    talk.join();
    QVERIFY(talk.session.rooms().find(general));
}

void TestMemberships::creatingWithoutConnectionIsRefused()
{
    Conversation talk;
    std::optional<ErrorCode> told;
    talk.session.createRoom({ .roomId = general, .title = {}, .topic = {}, .kind = {} },
                            [&told](const Result<void> &result) { told = result.error().code; });
    QCOMPARE(told, ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestMemberships)
#include "tst_memberships.moc"
