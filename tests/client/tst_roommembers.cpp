#include "client/core/room.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

namespace {

const UserId carl = UserId::fromText(u"u-carl"_s);

} // namespace

/// Who is in a room, and who is writing.
class TestRoomMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_room = std::make_unique<Room>(tea, ada, m_clock); }

    void writersAreNamedInOrder();
    void writerStopsWithTheMessage();
    void writerStopsWhenLeaving();
    void oneselfIsNotNamedAsWriting();
    void presenceChangesTheMembers();
    void aLargeRoomAsksForPagesAndCounts();
    void countsMakeTheRoomLargeAndNamesMakeItSmall();
    void aLostConnectionEndsTheAsking();
    void aResumedLargeRoomKeepsWhatItShows();

private:
    FakeClock m_clock;
    std::unique_ptr<Room> m_room;
};

void TestRoomMembers::writersAreNamedInOrder()
{
    QSignalSpy changed(m_room.get(), &Room::typingChanged);
    m_room->apply(UserTyping { .roomId = tea, .userId = carl, .userName = u"carl"_s });
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    m_room->apply(UserTyping { .roomId = tea, .userId = carl, .userName = u"carl"_s });
    QCOMPARE(m_room->typingNames(), (QStringList { u"carl"_s, u"bob"_s }));
    QCOMPARE(changed.count(), 2);
    m_room->apply(UserStoppedTyping { .roomId = tea, .userId = carl });
    QCOMPARE(m_room->typingNames(), QStringList { u"bob"_s });
}

void TestRoomMembers::writerStopsWithTheMessage()
{
    m_room->apply(history({}));
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    m_room->apply(line(1, bob));
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::writerStopsWhenLeaving()
{
    m_room->apply(history({}));
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    UserPresence left;
    left.roomId = tea;
    left.type = PresenceChange::Left;
    left.user = member(bob, PresenceStatus::Offline);
    m_room->apply(left);
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::oneselfIsNotNamedAsWriting()
{
    m_room->apply(UserTyping { .roomId = tea, .userId = ada, .userName = u"ada"_s });
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::presenceChangesTheMembers()
{
    m_room->apply(history({}));
    UserPresence presence;
    presence.roomId = tea;
    presence.user = member(bob, PresenceStatus::Away);
    presence.onlineCount = 2;
    m_room->apply(presence);
    QCOMPARE(m_room->members().find(bob)->status, PresenceStatus::Away);
    presence.type = PresenceChange::Left;
    presence.isMember = false;
    presence.onlineCount = 1;
    m_room->apply(presence);
    QCOMPARE(m_room->members().find(bob), nullptr);
    QCOMPARE(m_room->onlineCount(), 1);
}

void TestRoomMembers::aLargeRoomAsksForPagesAndCounts()
{
    QSignalSpy wanted(m_room.get(), &Room::membersWanted);
    m_room->apply(largeHistory(1204, 310));
    QVERIFY(m_room->isLarge());
    QCOMPARE(m_room->memberCount(), 1204);
    QCOMPARE(m_room->onlineCount(), 310);
    m_room->members().fetchMore({});
    QCOMPARE(wanted.count(), 1);
    const auto asked = wanted.first().first().value<ListMembers>();
    QCOMPARE(asked.roomId, tea);
    QVERIFY(!asked.after);
    m_room->apply(asked, memberPage({ member(ada), member(bob) }, 1205));
    QCOMPARE(m_room->members().rowCount(), 2);
    QCOMPARE(m_room->memberCount(), 1205);
    QCOMPARE(m_room->onlineCount(), 2);
}

void TestRoomMembers::countsMakeTheRoomLargeAndNamesMakeItSmall()
{
    m_room->apply(history({}));
    QVERIFY(!m_room->isLarge());
    RoomPresence counts { .roomId = tea, .memberCount = 201, .onlineCount = 150, .members = {} };
    m_room->apply(counts);
    QVERIFY(m_room->isLarge());
    QCOMPARE(m_room->memberCount(), 201);
    QCOMPARE(m_room->members().rowCount(), 2); // still shown
    counts.memberCount = 202;
    counts.onlineCount = 151;
    m_room->apply(counts);
    QCOMPARE(m_room->memberCount(), 202);
    QCOMPARE(m_room->onlineCount(), 151);

    m_room->apply(RoomPresence { .roomId = tea,
                                 .memberCount = 3,
                                 .onlineCount = 3,
                                 .members = QList { member(ada), member(bob), member(carl) } });
    QVERIFY(!m_room->isLarge());
    QCOMPARE(m_room->members().rowCount(), 3);
    QVERIFY(!m_room->members().canFetchMore({}));
    UserPresence presence;
    presence.roomId = tea;
    presence.user = member(carl, PresenceStatus::Away);
    m_room->apply(presence);
    QCOMPARE(m_room->members().find(carl)->status, PresenceStatus::Away);
}

void TestRoomMembers::aLostConnectionEndsTheAsking()
{
    QSignalSpy wanted(m_room.get(), &Room::membersWanted);
    m_room->apply(largeHistory(300, 1));
    m_room->members().fetchMore({});
    m_room->setNotLive();
    m_room->members().fetchMore({});
    QCOMPARE(wanted.count(), 1);
    m_room->apply(largeHistory(300, 1));
    m_room->members().fetchMore({});
    QCOMPARE(wanted.count(), 2);
}

void TestRoomMembers::aResumedLargeRoomKeepsWhatItShows()
{
    m_room->apply(history(lines(1, 3)));
    m_room->setNotLive();
    m_room->apply(ResumedRoom { .roomId = tea,
                                .reset = {},
                                .epoch = epoch,
                                .from = Seq::fromNumber(4),
                                .to = Seq::fromNumber(3),
                                .title = {},
                                .topic = {},
                                .members = {},
                                .memberCount = 300,
                                .onlineCount = 12,
                                .readSeq = {} });
    QVERIFY(m_room->isLarge());
    QCOMPARE(m_room->members().rowCount(), 2);
    QCOMPARE(m_room->memberCount(), 300);
    QCOMPARE(m_room->onlineCount(), 12);
}

QTEST_GUILESS_MAIN(TestRoomMembers)
#include "tst_roommembers.moc"
