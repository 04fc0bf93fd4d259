#include "client/core/roomcursor.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

class TestRoomCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nextIsApplied();
    void duplicateIsIgnored();
    void laterOneIsHeldBackUntilItsTurn();
    void heldBackTwiceIsAppliedOnce();
    void gapIsAskedForAfterAWait();
    void secondGapDoesNotPostponeTheFirst();
    void progressPostponesTheQuestion();
    void onePageIsAskedForAtATime();
    void pageThatDoesNotReachTheHeadIsFollowedByAnother();
    void pageWithoutProgressIsAskedForLater();
    void failedPageIsAskedForLater();
    void lineThatCameMeanwhileIsNotShownTwice();
    void holdsBackABoundedNumber();
    void purgedLinesAreNotAskedFor();
    void emptyLogIsComplete();
    void jumpLeavesAHole();
    void lineInAHoleIsIgnored();
    void olderPageFillsTheHoleOnly();
    void emptyOlderPageIsTheStart();
    void otherEpochDoesNotContinue();
    void lostConnectionForgetsWhatIsUnderWay();

private:
    static Seq seq(qint64 number) { return Seq::fromNumber(number); }
    static QList<qint64> seqs(const QList<Message> &messages);
    QList<qint64> hear(qint64 number) { return seqs(m_cursor.receive(line(number), now())); }
    QList<qint64> read(const QList<Message> &messages, qint64 head)
    {
        return seqs(m_cursor.receive(page(messages, head), now()));
    }
    /// The seq after which a page is asked for now; -1 when none is.
    qint64 asks();
    Instant now() const { return m_clock.now(); }

    FakeClock m_clock;
    RoomCursor m_cursor;
};

void TestRoomCursor::init()
{
    m_cursor.reset(epoch, { { seq(1), seq(5) } }, seq(5));
}

QList<qint64> TestRoomCursor::seqs(const QList<Message> &messages)
{
    QList<qint64> numbers;
    for (const Message &message : messages)
        numbers << message.seq.number();
    return numbers;
}

qint64 TestRoomCursor::asks()
{
    const auto ask = m_cursor.takeAsk(now());
    return ask && ask->after ? ask->after->number() : -1;
}

void TestRoomCursor::nextIsApplied()
{
    QCOMPARE(hear(6), QList<qint64> { 6 });
    QCOMPARE(m_cursor.have(), seq(6));
    QVERIFY(!m_cursor.due());
}

void TestRoomCursor::duplicateIsIgnored()
{
    QCOMPARE(hear(5), QList<qint64>());
    QCOMPARE(hear(1), QList<qint64>());
    QCOMPARE(m_cursor.have(), seq(5));
}

void TestRoomCursor::laterOneIsHeldBackUntilItsTurn()
{
    QCOMPARE(hear(8), QList<qint64>());
    QCOMPARE(hear(7), QList<qint64>());
    QVERIFY(m_cursor.isBehind());
    QCOMPARE(hear(6), (QList<qint64> { 6, 7, 8 }));
    QVERIFY(!m_cursor.isBehind());
    QVERIFY(!m_cursor.due());
}

void TestRoomCursor::heldBackTwiceIsAppliedOnce()
{
    hear(7);
    hear(7);
    QCOMPARE(hear(6), (QList<qint64> { 6, 7 }));
}

void TestRoomCursor::gapIsAskedForAfterAWait()
{
    hear(7);
    QCOMPARE(m_cursor.due(), now() + limits::gapWait);
    QCOMPARE(asks(), -1);
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    QCOMPARE(read({ line(6), line(7) }, 7), (QList<qint64> { 6, 7 }));
    QVERIFY(!m_cursor.due());
}

void TestRoomCursor::secondGapDoesNotPostponeTheFirst()
{
    hear(7);
    m_clock.advance(limits::gapWait - 1ms);
    hear(9);
    m_cursor.noteHead(seq(12), now());
    m_clock.advance(1ms);
    QCOMPARE(asks(), 5);
}

void TestRoomCursor::progressPostponesTheQuestion()
{
    m_cursor.noteHead(seq(9), now());
    m_clock.advance(limits::gapWait - 1ms);
    hear(6);
    m_clock.advance(1ms);
    QCOMPARE(asks(), -1);
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 6);
}

void TestRoomCursor::onePageIsAskedForAtATime()
{
    hear(7);
    QVERIFY(m_cursor.ask({ .before = seq(1), .after = {} }));
    m_clock.advance(10s);
    QVERIFY(!m_cursor.due());
    QCOMPARE(asks(), -1);
    QVERIFY(!m_cursor.ask({ .before = seq(1), .after = {} }));
    m_cursor.askFailed(now());
    m_clock.advance(10s);
    QCOMPARE(asks(), 5);
}

void TestRoomCursor::pageThatDoesNotReachTheHeadIsFollowedByAnother()
{
    hear(20);
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    QCOMPARE(read(lines(6, 10), 20), (QList<qint64> { 6, 7, 8, 9, 10 }));
    QCOMPARE(asks(), 10);
    QCOMPARE(read(lines(11, 19), 20).last(), 20);
    QCOMPARE(asks(), -1);
}

void TestRoomCursor::pageWithoutProgressIsAskedForLater()
{
    m_cursor.noteHead(seq(9), now());
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    HistoryPage nothing;
    nothing.headSeq = seq(5);
    nothing.atEnd = true;
    QCOMPARE(m_cursor.receive(nothing, now()), QList<Message>());
    QCOMPARE(asks(), -1);
    m_clock.advance(limits::retryWait);
    QCOMPARE(asks(), 5);
}

void TestRoomCursor::failedPageIsAskedForLater()
{
    hear(7);
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    m_cursor.askFailed(now());
    QCOMPARE(asks(), -1);
    m_clock.advance(limits::retryWait);
    QCOMPARE(asks(), 5);
}

void TestRoomCursor::lineThatCameMeanwhileIsNotShownTwice()
{
    hear(8);
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    QCOMPARE(hear(6), QList<qint64> { 6 });
    QCOMPARE(read(lines(6, 7), 8), (QList<qint64> { 7, 8 }));
    QCOMPARE(hear(7), QList<qint64>());
}

void TestRoomCursor::holdsBackABoundedNumber()
{
    for (qint64 number = 7; number < 7 + 2 * limits::heldBack; ++number)
        hear(number);
    QCOMPARE(hear(6).size(), limits::heldBack + 1);
    QVERIFY(m_cursor.isBehind());
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 6 + limits::heldBack);
}

void TestRoomCursor::purgedLinesAreNotAskedFor()
{
    m_cursor.noteHead(seq(30), now());
    m_clock.advance(limits::gapWait);
    QCOMPARE(asks(), 5);
    QCOMPARE(read(lines(21, 30), 30).size(), 10);
    QVERIFY(m_cursor.known().holes().isEmpty());
    m_cursor.purgeBefore(seq(41));
    QCOMPARE(m_cursor.have(), seq(40));
    QCOMPARE(hear(41), QList<qint64> { 41 });
}

void TestRoomCursor::emptyLogIsComplete()
{
    m_cursor.reset(epoch, {}, seq(0));
    QVERIFY(!m_cursor.isBehind());
    QCOMPARE(hear(1), QList<qint64> { 1 });
}

void TestRoomCursor::jumpLeavesAHole()
{
    QVERIFY(m_cursor.isContinuedBy(epoch, seq(90)));
    m_cursor.jumpTo({ seq(81), seq(90) });
    QCOMPARE(m_cursor.have(), seq(90));
    QCOMPARE(m_cursor.known().holes(), (QList { SeqRange { seq(6), seq(80) } }));
    QVERIFY(!m_cursor.isBehind());
}

void TestRoomCursor::lineInAHoleIsIgnored()
{
    m_cursor.jumpTo({ seq(81), seq(90) });
    QCOMPARE(hear(40), QList<qint64>());
    QCOMPARE(m_cursor.known().missingIn({ seq(1), seq(90) }), 75);
}

void TestRoomCursor::olderPageFillsTheHoleOnly()
{
    m_cursor.jumpTo({ seq(11), seq(20) });
    QVERIFY(m_cursor.ask({ .before = seq(11), .after = {} }));
    QCOMPARE(read(lines(3, 10), 20), (QList<qint64> { 6, 7, 8, 9, 10 }));
    QVERIFY(m_cursor.known().holes().isEmpty());
}

void TestRoomCursor::emptyOlderPageIsTheStart()
{
    m_cursor.reset(epoch, { { seq(11), seq(20) } }, seq(20));
    QVERIFY(m_cursor.ask({ .before = seq(11), .after = {} }));
    HistoryPage nothing;
    nothing.atStart = true;
    nothing.headSeq = seq(20);
    QCOMPARE(m_cursor.receive(nothing, now()), QList<Message>());
    QVERIFY(m_cursor.known().contains(seq(1)));
}

void TestRoomCursor::otherEpochDoesNotContinue()
{
    QVERIFY(!m_cursor.isContinuedBy(Epoch::fromText(u"e2"_s), seq(9)));
    QVERIFY(!m_cursor.isContinuedBy(epoch, seq(4)));
}

void TestRoomCursor::lostConnectionForgetsWhatIsUnderWay()
{
    hear(7);
    QVERIFY(m_cursor.ask({ .before = seq(1), .after = {} }));
    m_cursor.connectionLost();
    QVERIFY(!m_cursor.asked());
    QVERIFY(!m_cursor.due());
    QCOMPARE(hear(6), QList<qint64> { 6 });
}

QTEST_GUILESS_MAIN(TestRoomCursor)
#include "tst_roomcursor.moc"
