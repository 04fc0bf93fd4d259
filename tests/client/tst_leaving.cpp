#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;

namespace {

/// What the server says to everyone in tea when this person has given up their membership.
UserPresence gone(const UserId &user)
{
    UserPresence left;
    left.roomId = tea;
    left.type = PresenceChange::Left;
    left.user = member(user, PresenceStatus::Offline);
    left.isMember = false;
    return left;
}

} // namespace

class TestLeaving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leftRoomIsGone();
    void removedRoomIsGone();
    void roomLeftOnAnotherDeviceIsGone();
    void aJoinRightAfterALeaveJoinsAgain();
    void aJoinRightAfterALeaveSurvivesACut();
    void aJoinRightAfterALeaveSurvivesAResume();
    void theLastOfLeavesAndJoinsWins();
    void aJoinRightAfterALeaveThatIsRefusedIsTrueAsWell();
};

void TestLeaving::leftRoomIsGone()
{
    Conversation talk;
    talk.begin();
    talk.session.leaveRoom(tea);
    QVERIFY(talk.session.rooms().find(tea));
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
}

void TestLeaving::removedRoomIsGone()
{
    Conversation talk;
    talk.begin();
    QSignalSpy removed(&talk.session.rooms(), &RoomStore::roomRemoved);
    talk.server.push(RoomRemoved { .roomId = tea });
    QCOMPARE(removed.count(), 1);
    QCOMPARE(talk.session.rooms().list().rowCount(), 0);
}

void TestLeaving::roomLeftOnAnotherDeviceIsGone()
{
    Conversation talk;
    talk.begin();
    talk.server.push(gone(ada));
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
    talk.server.cut();
    talk.waitForRetry();
    talk.letIn({ summary(tea, false), summary(general, true) });
    QCOMPARE(talk.server.expect<JoinRoom>().event.roomId, general);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestLeaving::aJoinRightAfterALeaveJoinsAgain()
{
    Conversation talk;
    talk.begin(lines(1, 3));
    const Room *const room = &talk.tea();
    int done = 0;
    talk.session.leaveRoom(tea);
    talk.session.joinRoom(tea, [&done](const Result<void> &result) { done += result ? 1 : 100; });
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0); // not before it is known that one is out
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QCOMPARE(done, 0);
    QCOMPARE(talk.session.rooms().find(tea), room); // nothing flickers
    QVERIFY(!room->isLive());
    talk.server.push(gone(ada));
    talk.join(lines(1, 4));
    QCOMPARE(done, 1);
    QCOMPARE(talk.session.rooms().find(tea), room);
    QVERIFY(room->isLive());
    QCOMPARE(talk.shown().size(), 4);

    talk.server.push(gone(ada)); // now it is news
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
}

void TestLeaving::aJoinRightAfterALeaveSurvivesACut()
{
    Conversation talk;
    talk.begin();
    std::optional<ErrorCode> told;
    talk.session.leaveRoom(tea, [&told](const Result<void> &left) { told = left.error().code; });
    talk.session.joinRoom(tea);
    talk.server.cut();
    QCOMPARE(told, ErrorCode::Unavailable);
    talk.waitForRetry();
    talk.letIn({ summary(tea, false) }); // the leave went through, the wish came later
    talk.join(lines(1, 2));
    QVERIFY(talk.tea().isLive());
}

void TestLeaving::aJoinRightAfterALeaveSurvivesAResume()
{
    Conversation talk({ .name = u"ada"_s, .deviceId = DeviceId::fromText(u"d1"_s) });
    talk.start();
    talk.letIn({ summary(tea, true) });
    talk.join(lines(1, 2));
    talk.session.leaveRoom(tea);
    talk.session.joinRoom(tea);
    talk.server.cut();
    talk.waitForRetry();
    talk.server.push(welcome());
    const ResumedRoom out { .roomId = tea, .reset = ResetReason::NotAMember };
    talk.server.answer(talk.server.expect<Resume>(),
                       Resumed { .user = { .id = ada, .name = u"ada"_s }, .rooms = { out } });
    talk.server.answer(talk.server.expect<ListRooms>(), RoomList { { summary(tea, false) } });
    talk.join(lines(1, 3));
    QVERIFY(talk.tea().isLive());
    QCOMPARE(talk.shown().size(), 3);
}

void TestLeaving::theLastOfLeavesAndJoinsWins()
{
    Conversation talk;
    talk.begin();
    int left = 0;
    const auto count = [&left](const Result<void> &result) { left += result ? 1 : 100; };
    talk.session.leaveRoom(tea, count);
    talk.session.joinRoom(tea);
    talk.session.leaveRoom(tea, count);
    QCOMPARE(talk.server.waiting<LeaveRoom>(), 1);
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    talk.server.push(gone(ada));
    QCOMPARE(left, 2);
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);

    talk.session.joinRoom(tea);
    talk.join();
    talk.session.leaveRoom(tea);
    talk.session.joinRoom(tea);
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    talk.session.leaveRoom(tea); // while it is joined again
    talk.session.joinRoom(tea);
    talk.server.push(gone(ada));
    talk.join();
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    talk.server.push(gone(ada));
    talk.join();
    QVERIFY(talk.tea().isLive());
}

void TestLeaving::aJoinRightAfterALeaveThatIsRefusedIsTrueAsWell()
{
    Conversation talk;
    talk.begin();
    int done = 0;
    talk.session.leaveRoom(tea);
    talk.session.joinRoom(tea, [&done](const Result<void> &result) { done += result ? 1 : 100; });
    talk.server.refuse(talk.server.expect<LeaveRoom>(), Error { .code = ErrorCode::Unavailable });
    talk.join();
    QCOMPARE(done, 1);
    QVERIFY(talk.tea().isLive());
}

QTEST_GUILESS_MAIN(TestLeaving)
#include "tst_leaving.moc"
