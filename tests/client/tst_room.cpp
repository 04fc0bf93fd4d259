#include "client/core/room.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

class TestRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void historyFillsTheRoom();
    void titleIsTheIdWhereThereIsNone();
    void nextMessageIsAppended();
    void knownMessageIsIgnored();
    void skippedMessageIsAGap();
    void messageBeforeTheHistoryIsIgnored();
    void ownMessageIsNotAnnounced();
    void historyAfterAnOutageIsAddedToWhatIsThere();
    void historyThatDoesNotTouchLeavesAHole();
    void holeIsLoadedFromBelow();
    void historyOfAnotherEpochReplaces();
    void historyThatWentBackReplaces();
    void historyWithOtherMessagesReplaces();
    void historyOutOfOrderIsRefused();
    void pendingLinesSurviveAReload();
    void ackBeyondTheHeadWaits();
    void ackOfALineBeforeTheLoadedOnesDropsItsCopy();
    void olderPageIsPutAbove();
    void pageOfAnotherEpochIsDropped();
    void oldestPageEndsTheLoading();
    void unreadCountsOthersAfterTheMarker();
    void unreadCountsWhatIsNotLoaded();
    void readingGoesForwardOnly();
    void readingBeyondTheHeadStopsThere();
    void markerOfAnotherDeviceCounts();
    void lostConnectionEndsWhatWasGoingOn();

private:
    Seq seq(qint64 number) { return Seq::fromNumber(number); }
    QStringList contents() const;

    FakeClock m_clock;
    std::unique_ptr<Room> m_room;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRoom::init()
{
    m_room = std::make_unique<Room>(tea, ada, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        &m_room->timeline(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRoom::cleanup()
{
    m_tester.reset();
    m_room.reset();
}

QStringList TestRoom::contents() const
{
    QStringList all;
    for (int row = 0; row < m_room->timeline().rowCount(); ++row)
        all << m_room->timeline().row(row).message.content;
    return all;
}

void TestRoom::historyFillsTheRoom()
{
    RoomHistory full = history(lines(11, 13));
    full.title = u"Tea time"_s;
    full.topic = u"leaves"_s;
    full.readSeq = seq(12);
    m_room->apply(full);
    QVERIFY(m_room->isLive());
    QCOMPARE(m_room->title(), u"Tea time"_s);
    QCOMPARE(m_room->topic(), u"leaves"_s);
    QCOMPARE(m_room->headSeq(), seq(13));
    QCOMPARE(m_room->readSeq(), seq(12));
    QCOMPARE(m_room->onlineCount(), 2);
    QCOMPARE(m_room->members().rowCount(), 2);
    QVERIFY(m_room->hasOlder());
    QCOMPARE(contents().size(), 3);
}

void TestRoom::titleIsTheIdWhereThereIsNone()
{
    QCOMPARE(m_room->title(), u"tea"_s);
}

void TestRoom::nextMessageIsAppended()
{
    m_room->apply(history(lines(1, 1)));
    QSignalSpy arrived(m_room.get(), &Room::messageArrived);
    m_room->apply(line(2));
    QCOMPARE(m_room->headSeq(), seq(2));
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"line 2"_s }));
    QCOMPARE(arrived.count(), 1);
}

void TestRoom::knownMessageIsIgnored()
{
    m_room->apply(history(lines(1, 2)));
    QSignalSpy arrived(m_room.get(), &Room::messageArrived);
    m_room->apply(line(2));
    m_room->apply(line(1));
    QCOMPARE(contents().size(), 2);
    QCOMPARE(arrived.count(), 0);
}

void TestRoom::skippedMessageIsAGap()
{
    m_room->apply(history(lines(1, 2)));
    QSignalSpy wanted(m_room.get(), &Room::pageWanted);
    m_room->apply(line(4));
    QCOMPARE(contents().size(), 2);
    QVERIFY(m_room->cursor().isBehind());
    m_clock.advance(limits::gapWait);
    m_room->check();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).value<History>().after, seq(2));
    m_room->apply(page(lines(3, 4), 4));
    QCOMPARE(contents().size(), 4);
    QVERIFY(!m_room->cursor().isBehind());
}

void TestRoom::messageBeforeTheHistoryIsIgnored()
{
    m_room->apply(line(1));
    m_room->apply(line(7));
    QCOMPARE(contents().size(), 0);
    QVERIFY(!m_room->due());
}

void TestRoom::ownMessageIsNotAnnounced()
{
    m_room->apply(history({}));
    QSignalSpy arrived(m_room.get(), &Room::messageArrived);
    m_room->apply(line(1, ada));
    QCOMPARE(arrived.count(), 0);
    QCOMPARE(m_room->unread(), 0);
}

void TestRoom::historyAfterAnOutageIsAddedToWhatIsThere()
{
    m_room->apply(history(lines(1, 60)));
    QSignalSpy removed(&m_room->timeline(), &QAbstractItemModel::rowsRemoved);
    m_room->setNotLive();
    m_room->apply(history(lines(13, 62)));
    QCOMPARE(removed.count(), 0);
    QCOMPARE(contents().size(), 62);
    QCOMPARE(m_room->headSeq(), seq(62));
}

void TestRoom::historyThatDoesNotTouchLeavesAHole()
{
    m_room->apply(history(lines(1, 10)));
    m_room->setNotLive();
    m_room->apply(history(lines(41, 50)));
    QCOMPARE(contents().size(), 20);
    QCOMPARE(m_room->headSeq(), seq(50));
    const QModelIndex below = m_room->timeline().index(10);
    QCOMPARE(below.data(TimelineModel::MissingAboveRole).toLongLong(), 30);
    QCOMPARE(m_room->unread(), 50);
}

void TestRoom::holeIsLoadedFromBelow()
{
    m_room->apply(history(lines(1, 10)));
    m_room->apply(history(lines(41, 50)));
    QSignalSpy wanted(m_room.get(), &Room::pageWanted);
    m_room->loadHole(seq(41));
    m_room->loadHole(seq(41));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).value<History>().before, seq(41));
    m_room->apply(page(lines(21, 40), 50));
    const QModelIndex below = m_room->timeline().index(10);
    QCOMPARE(below.data(TimelineModel::SeqRole).toLongLong(), 21);
    QCOMPARE(below.data(TimelineModel::MissingAboveRole).toLongLong(), 10);
    m_room->loadHole(seq(41));
    QCOMPARE(wanted.count(), 1);
    m_room->loadHole(seq(21));
    m_room->apply(page(lines(5, 20), 50));
    QCOMPARE(contents().size(), 50);
    QVERIFY(m_room->cursor().known().holes().isEmpty());
}

void TestRoom::historyOfAnotherEpochReplaces()
{
    m_room->apply(history(lines(1, 10)));
    m_room->markRead(seq(10));
    RoomHistory other = history(lines(1, 12));
    other.epoch = Epoch::fromText(u"e2"_s);
    m_room->apply(other);
    QCOMPARE(contents().size(), 12);
    QCOMPARE(m_room->readSeq(), Seq());
}

void TestRoom::historyThatWentBackReplaces()
{
    m_room->apply(history(lines(1, 10)));
    m_room->apply(history(lines(1, 4)));
    QCOMPARE(contents().size(), 4);
    QCOMPARE(m_room->headSeq(), seq(4));
}

void TestRoom::historyWithOtherMessagesReplaces()
{
    m_room->apply(history(lines(1, 2)));
    Message other = line(2, bob, u"other"_s);
    other.id = MessageId::fromText(u"another"_s);
    m_room->apply(history({ line(1), other, line(3) }));
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"other"_s, u"line 3"_s }));
}

void TestRoom::historyOutOfOrderIsRefused()
{
    QTest::ignoreMessage(QtWarningMsg, "the history of room \"tea\" is out of order");
    m_room->apply(history({ line(2), line(1) }));
    QVERIFY(!m_room->isLive());
    QCOMPARE(contents().size(), 0);
}

void TestRoom::pendingLinesSurviveAReload()
{
    m_room->apply(history(lines(1, 2)));
    m_room->addPending(unsent(tag(1), u"mine"_s));
    m_room->setNotLive();
    RoomHistory other = history(lines(71, 72));
    other.epoch = Epoch::fromText(u"e2"_s);
    m_room->apply(other);
    QCOMPARE(contents(), (QStringList { u"line 71"_s, u"line 72"_s, u"mine"_s }));
}

void TestRoom::ackBeyondTheHeadWaits()
{
    m_room->apply(history(lines(1, 1)));
    m_room->addPending(unsent(tag(1), u"mine"_s));
    m_room->settle(tagged(line(3, ada, u"mine"_s), tag(1)));
    QCOMPARE(m_room->headSeq(), seq(1));
    QCOMPARE(m_room->timeline().row(1).state, DeliveryState::Sent);
    m_room->apply(line(2));
    m_room->apply(line(3, ada, u"mine"_s)); // an echo without the tag
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"line 2"_s, u"mine"_s }));
}

void TestRoom::ackOfALineBeforeTheLoadedOnesDropsItsCopy()
{
    m_room->apply(history(lines(51, 60)));
    m_room->addPending(unsent(tag(1), u"mine"_s));
    m_room->settle(tagged(line(40, ada, u"mine"_s), tag(1)));
    QCOMPARE(contents().size(), 10);
    QCOMPARE(contents().last(), u"line 60"_s);
}

void TestRoom::olderPageIsPutAbove()
{
    m_room->apply(history(lines(51, 60)));
    QSignalSpy wanted(m_room.get(), &Room::pageWanted);
    m_room->loadOlder();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).value<History>().before, seq(51));
    QVERIFY(m_room->isLoading());
    m_room->apply(page(lines(45, 52), 60)); // 51 and 52 are known
    QCOMPARE(contents().size(), 16);
    QVERIFY(!m_room->isLoading());
    QVERIFY(m_room->hasOlder());
}

void TestRoom::pageOfAnotherEpochIsDropped()
{
    m_room->apply(history(lines(51, 60)));
    QSignalSpy replaced(m_room.get(), &Room::logReplaced);
    m_room->loadOlder();
    HistoryPage other = page(lines(1, 50), 60);
    other.epoch = Epoch::fromText(u"e0"_s);
    m_room->apply(other);
    QCOMPARE(contents().size(), 10);
    QVERIFY(!m_room->isLoading());
    QCOMPARE(replaced.count(), 1);
}

void TestRoom::oldestPageEndsTheLoading()
{
    m_room->apply(history(lines(3, 4)));
    m_room->loadOlder();
    m_room->apply(page(lines(1, 2), 4));
    QSignalSpy wanted(m_room.get(), &Room::pageWanted);
    m_room->loadOlder();
    QCOMPARE(wanted.count(), 0);
    QVERIFY(!m_room->hasOlder());
}

void TestRoom::unreadCountsOthersAfterTheMarker()
{
    RoomHistory some = history({ line(1), line(2), line(3, ada), line(4) });
    some.readSeq = seq(1);
    m_room->apply(some);
    QCOMPARE(m_room->unread(), 2);
    m_room->addPending(unsent(tag(1), u"mine"_s));
    m_room->apply(line(5));
    QCOMPARE(m_room->unread(), 3);
}

void TestRoom::unreadCountsWhatIsNotLoaded()
{
    RoomHistory some = history(lines(51, 60));
    some.readSeq = seq(45);
    m_room->apply(some);
    QCOMPARE(m_room->unread(), 15);
}

void TestRoom::readingGoesForwardOnly()
{
    m_room->apply(history(lines(1, 5)));
    QSignalSpy read(m_room.get(), &Room::readFurther);
    m_room->markRead(seq(3));
    m_room->markRead(seq(2));
    m_room->markRead(seq(3));
    QCOMPARE(read.count(), 1);
    QCOMPARE(m_room->readSeq(), seq(3));
    QCOMPARE(m_room->unread(), 2);
}

void TestRoom::readingBeyondTheHeadStopsThere()
{
    m_room->apply(history(lines(1, 5)));
    m_room->markRead(seq(99));
    QCOMPARE(m_room->readSeq(), seq(5));
}

void TestRoom::markerOfAnotherDeviceCounts()
{
    m_room->apply(history(lines(1, 5)));
    QSignalSpy read(m_room.get(), &Room::readFurther);
    m_room->apply(ReadMarker { .roomId = tea, .userId = ada, .seq = seq(4) });
    m_room->apply(ReadMarker { .roomId = tea, .userId = bob, .seq = seq(5) });
    QCOMPARE(m_room->readSeq(), seq(4));
    QCOMPARE(read.count(), 0);
}

void TestRoom::lostConnectionEndsWhatWasGoingOn()
{
    m_room->apply(history(lines(51, 60)));
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    m_room->loadOlder();
    m_room->setNotLive();
    QVERIFY(!m_room->isLive());
    QVERIFY(!m_room->isLoading());
    QCOMPARE(m_room->typingNames(), QStringList());
    QCOMPARE(contents().size(), 10);
}

QTEST_GUILESS_MAIN(TestRoom)
#include "tst_room.moc"
