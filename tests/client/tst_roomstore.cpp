#include "client/core/roomstore.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

class TestRoomStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listFillsTheRows();
    void roomThatIsNotListedAnyMoreIsDropped();
    void openRoomIsMadeOnce();
    void openRoomKeepsItsRowUpToDate();
    void closedRoomStaysListed();
    void closedRoomIsStillValidWhenTold();
    void updateKeepsWhatOnlyAnswersSay();
    void removedRoomIsGone();
    void liveRoomsAreTheJoinedOnes();

private:
    FakeClock m_clock;
};

void TestRoomStore::listFillsTheRows()
{
    RoomStore store(m_clock);
    QSignalSpy listed(&store, &RoomStore::listed);
    RoomSummary joined = summary(tea, true);
    joined.title = u"Tea time"_s;
    joined.memberCount = 3;
    joined.onlineCount = 1;
    joined.headSeq = Seq::fromNumber(9);
    joined.readSeq = Seq::fromNumber(5);
    store.apply(RoomList { { joined, summary(general, false) } });
    QCOMPARE(listed.count(), 1);
    const RoomRow row = *store.list().find(tea);
    QCOMPARE(row.title, u"Tea time"_s);
    QCOMPARE(row.memberCount, 3);
    QCOMPARE(row.onlineCount, 1);
    QCOMPARE(row.unread, 4);
    QVERIFY(row.isJoined);
    QCOMPARE(store.list().find(general)->title, u"general"_s);
    QVERIFY(!store.list().find(general)->isJoined);
}

void TestRoomStore::roomThatIsNotListedAnyMoreIsDropped()
{
    RoomStore store(m_clock);
    store.apply(RoomList { { summary(tea), summary(general) } });
    store.apply(RoomList { { summary(general) } });
    QCOMPARE(store.list().rowCount(), 1);
    QCOMPARE(store.list().find(tea), nullptr);
}

void TestRoomStore::openRoomIsMadeOnce()
{
    RoomStore store(m_clock);
    QSignalSpy added(&store, &RoomStore::roomAdded);
    Room &room = store.open(tea, ada);
    QCOMPARE(&store.open(tea, ada), &room);
    QCOMPARE(added.count(), 1);
    QCOMPARE(store.find(tea), &room);
    QCOMPARE(store.find(general), nullptr);
    QCOMPARE(store.rooms(), QList<Room *> { &room });
}

void TestRoomStore::openRoomKeepsItsRowUpToDate()
{
    RoomStore store(m_clock);
    Room &room = store.open(tea, ada);
    room.apply(history(lines(1, 2)));
    const RoomRow *row = store.list().find(tea);
    QVERIFY(row->isJoined);
    QCOMPARE(row->memberCount, 2);
    QCOMPARE(row->unread, 2);
    QCOMPARE(row->lastLine, u"line 2"_s);
    QCOMPARE(row->lastAuthor, u"bob"_s);
    room.apply(line(3, bob, u"newest"_s));
    QCOMPARE(store.list().find(tea)->lastLine, u"newest"_s);
    QCOMPARE(*store.list().find(tea)->lastActivity, line(3).timestamp);
    room.markRead(Seq::fromNumber(3));
    QCOMPARE(store.list().find(tea)->unread, 0);
    room.addPending(unsent(tag(1), u"mine"_s));
    QCOMPARE(store.list().find(tea)->lastLine, u"mine"_s);
}

void TestRoomStore::closedRoomStaysListed()
{
    RoomStore store(m_clock);
    store.open(tea, ada).apply(history(lines(1, 2)));
    store.close(tea);
    QCOMPARE(store.find(tea), nullptr);
    QVERIFY(!store.list().find(tea)->isJoined);
    QCOMPARE(store.list().find(tea)->unread, 0);
}

void TestRoomStore::closedRoomIsStillValidWhenTold()
{
    RoomStore store(m_clock);
    store.open(tea, ada);
    RoomId told;
    connect(&store, &RoomStore::roomRemoved, this, [&told](Room *room) { told = room->id(); });
    store.close(tea);
    store.close(tea);
    QCOMPARE(told, tea);
}

void TestRoomStore::updateKeepsWhatOnlyAnswersSay()
{
    RoomStore store(m_clock);
    store.apply(RoomList { { summary(tea, true) } });
    RoomSummary newer = summary(tea);
    newer.topic = u"leaves"_s;
    store.apply(RoomUpdated { newer });
    QVERIFY(store.list().find(tea)->isJoined);
    QCOMPARE(store.list().find(tea)->topic, u"leaves"_s);
}

void TestRoomStore::removedRoomIsGone()
{
    RoomStore store(m_clock);
    QSignalSpy removed(&store, &RoomStore::roomRemoved);
    store.open(tea, ada);
    store.apply(RoomRemoved { .roomId = tea });
    QCOMPARE(removed.count(), 1);
    QCOMPARE(store.find(tea), nullptr);
    QCOMPARE(store.list().rowCount(), 0);
}

void TestRoomStore::liveRoomsAreTheJoinedOnes()
{
    RoomStore store(m_clock);
    store.open(general, ada);
    store.open(tea, ada).apply(history({}));
    QCOMPARE(store.liveRooms(), QSet<RoomId> { tea });
}

QTEST_GUILESS_MAIN(TestRoomStore)
#include "tst_roomstore.moc"
