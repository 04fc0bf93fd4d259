#include "client/core/room.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

/// How far the others have read, as a room shows it on one's own lines.
class TestRoomReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void ownLinesAreReadUpToTheMarker();
    void historySaysHowFarTheOthersAre();
    void resumingSaysHowFarTheOthersAre();
    void aMarkerNeverGoesBack();
    void linesOfOthersAndWaitingOnesAreReadByNobody();
    void aLineThatSettlesLaterIsReadAsFarAsIsKnown();
    void whoLeavesHasReadNothing();
    void whoIsRenamedHasReadUnderTheNewName();
    void aRoomThatShowsItNoLongerForgets();
    void aRoomThatGrowsLargeForgetsAndLearnsAnew();
    void anotherLogForgets();
    void onlyWhatChangesIsSignalled();
    void whatTheRoomPromisesIsKept();

private:
    static RoomHistory receipts(std::optional<qint64> bobs = {})
    {
        // Ada's lines are the odd ones.
        QList<Message> all;
        for (qint64 seq = 1; seq <= 6; ++seq)
            all.append(line(seq, seq % 2 == 1 ? ada : bob));
        RoomHistory history = samples::history(all);
        history.showsReceipts = true;
        history.members->append(member(cleo));
        if (bobs)
            (*history.members)[1].readSeq = Seq::fromNumber(*bobs);
        return history;
    }
    void read(const UserId &user, qint64 seq)
    {
        m_room->apply(ReadMarker { .roomId = tea, .userId = user, .seq = Seq::fromNumber(seq) });
    }
    QStringList readersOf(int row) const
    {
        return m_room->timeline().index(row).data(TimelineModel::ReadByRole).toStringList();
    }
    DeliveryState state(int row) const
    {
        return DeliveryState(m_room->timeline().index(row).data(TimelineModel::StateRole).toInt());
    }

    static inline const UserId cleo = UserId::fromText(u"u-cleo"_s);
    FakeClock m_clock;
    std::unique_ptr<Room> m_room;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRoomReaders::init()
{
    m_room = std::make_unique<Room>(tea, ada, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        &m_room->timeline(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRoomReaders::cleanup()
{
    m_tester.reset();
    m_room.reset();
}

void TestRoomReaders::ownLinesAreReadUpToTheMarker()
{
    m_room->apply(receipts());
    QCOMPARE(readersOf(0), QStringList());
    QCOMPARE(state(0), DeliveryState::Received);
    read(bob, 3);
    QCOMPARE(readersOf(0), QStringList { u"bob"_s });
    QCOMPARE(readersOf(2), QStringList { u"bob"_s });
    QCOMPARE(readersOf(4), QStringList());
    QCOMPARE(state(2), DeliveryState::Read);
    QCOMPARE(state(4), DeliveryState::Received);
    read(cleo, 6);
    QCOMPARE(readersOf(2), (QStringList { u"bob"_s, u"cleo"_s }));
    QCOMPARE(readersOf(4), QStringList { u"cleo"_s });
}

void TestRoomReaders::historySaysHowFarTheOthersAre()
{
    m_room->apply(receipts(3));
    QVERIFY(m_room->showsReceipts());
    QCOMPARE(readersOf(2), QStringList { u"bob"_s });
    QCOMPARE(readersOf(4), QStringList());
}

void TestRoomReaders::resumingSaysHowFarTheOthersAre()
{
    m_room->apply(receipts(1));
    m_room->setNotLive();
    ResumedRoom resumed;
    resumed.roomId = tea;
    resumed.epoch = epoch;
    resumed.from = Seq::fromNumber(7);
    resumed.to = Seq::fromNumber(6);
    m_room->apply(resumed); // a large room: what one has goes on
    QCOMPARE(readersOf(0), QStringList { u"bob"_s });
    resumed.members = receipts(5).members;
    m_room->apply(resumed);
    QCOMPARE(readersOf(4), QStringList { u"bob"_s });
}

void TestRoomReaders::aMarkerNeverGoesBack()
{
    m_room->apply(receipts(5));
    read(bob, 2);
    QCOMPARE(readersOf(4), QStringList { u"bob"_s });
}

void TestRoomReaders::linesOfOthersAndWaitingOnesAreReadByNobody()
{
    m_room->apply(receipts(6));
    m_room->addPending(unsent(tag(1), u"mine"_s));
    QCOMPARE(readersOf(1), QStringList());
    QCOMPARE(state(1), DeliveryState::Received);
    QCOMPARE(readersOf(6), QStringList());
    QCOMPARE(state(6), DeliveryState::Queued);
}

void TestRoomReaders::aLineThatSettlesLaterIsReadAsFarAsIsKnown()
{
    m_room->apply(receipts());
    m_room->addPending(unsent(tag(1), u"mine"_s));
    read(bob, 7); // the marker overtook the line
    m_room->settle(tagged(line(7, ada, u"mine"_s), tag(1)));
    QCOMPARE(state(6), DeliveryState::Read);
}

void TestRoomReaders::whoLeavesHasReadNothing()
{
    m_room->apply(receipts(5));
    UserPresence left;
    left.roomId = tea;
    left.type = PresenceChange::Left;
    left.user = member(bob, PresenceStatus::Offline);
    m_room->apply(left); // offline only
    QCOMPARE(readersOf(4), QStringList { u"bob"_s });
    left.isMember = false;
    m_room->apply(left);
    QCOMPARE(readersOf(4), QStringList());
    QCOMPARE(state(4), DeliveryState::Received);
}

void TestRoomReaders::whoIsRenamedHasReadUnderTheNewName()
{
    m_room->apply(receipts(5));
    UserPresence renamed;
    renamed.roomId = tea;
    renamed.user = member(bob);
    renamed.user.name = u"Robert"_s;
    m_room->apply(renamed);
    QCOMPARE(readersOf(4), QStringList { u"Robert"_s });
    renamed.user = member(cleo); // has read nothing, under whatever name
    m_room->apply(renamed);
    QCOMPARE(readersOf(4), QStringList { u"Robert"_s });
}

void TestRoomReaders::aRoomThatShowsItNoLongerForgets()
{
    m_room->apply(receipts(5));
    RoomSummary grown = summary(tea, true);
    grown.showsReceipts = true;
    m_room->setSummary(grown);
    QCOMPARE(readersOf(4), QStringList { u"bob"_s });
    grown.showsReceipts = std::nullopt;
    m_room->setSummary(grown);
    QVERIFY(!m_room->showsReceipts());
    QCOMPARE(readersOf(4), QStringList());
}

void TestRoomReaders::aRoomThatGrowsLargeForgetsAndLearnsAnew()
{
    m_room->apply(receipts(5));
    RoomPresence presence { .roomId = tea, .memberCount = 201, .onlineCount = 9, .members = {} };
    m_room->apply(presence);
    QVERIFY(!m_room->showsReceipts());
    QCOMPARE(readersOf(4), QStringList());
    presence.memberCount = 3;
    presence.members = receipts(5).members;
    presence.showsReceipts = true;
    m_room->apply(presence);
    QVERIFY(m_room->showsReceipts());
    QCOMPARE(readersOf(4), QStringList { u"bob"_s });
}

void TestRoomReaders::anotherLogForgets()
{
    m_room->apply(receipts(5));
    RoomHistory other = receipts();
    other.epoch = Epoch::fromText(u"e2"_s);
    m_room->apply(other);
    QCOMPARE(readersOf(4), QStringList());
    m_room->apply(receipts(5));
    m_room->dropLog();
    m_room->apply(receipts());
    QCOMPARE(readersOf(4), QStringList());
}

void TestRoomReaders::onlyWhatChangesIsSignalled()
{
    m_room->apply(receipts(2));
    QSignalSpy changed(&m_room->timeline(), &TimelineModel::dataChanged);
    read(bob, 4);
    read(bob, 4);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1); // and the one above, for what they have alike
    QCOMPARE(changed[0][1].toModelIndex().row(), 3);
    QCOMPARE(changed[0][2].value<QList<int>>(),
             (QList<int> { TimelineModel::ReadByRole, TimelineModel::StateRole }));
}

void TestRoomReaders::whatTheRoomPromisesIsKept()
{
    RoomHistory promising = receipts();
    promising.retention = { .keep = Keep::Last, .amount = 100 };
    m_room->apply(promising);
    Room again(tea, ada, m_clock);
    again.restore(m_room->kept());
    QCOMPARE(again.retention(), promising.retention);
    QVERIFY(again.showsReceipts());
}

QTEST_GUILESS_MAIN(TestRoomReaders)
#include "tst_roomreaders.moc"
