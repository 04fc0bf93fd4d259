#include "common/base/literals.h"
#include "server/core/deadlines.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TestDeadlines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsNothingEarlyAndEverythingWithinOneSlot();
    void runsInOrderOfTime();
    void runsThoseOfOneTimeInTheOrderOfAsking();
    void cancelledOneDoesNotRun();
    void actionMayCancelItsNeighbourAndScheduleAgain();
    void forgetsWhatIsOver();
    void wakesUpByItself();

private:
    FakeClock m_clock;
};

void TestDeadlines::runsNothingEarlyAndEverythingWithinOneSlot()
{
    for (int offset = 0; offset < 50; ++offset) {
        Deadlines deadlines(m_clock);
        bool hasRun = false;
        deadlines.scheduleIn(3s, [&hasRun] { hasRun = true; });
        m_clock.advance(3s - 1ms);
        deadlines.advance();
        QVERIFY(!hasRun);
        m_clock.advance(1ms + Deadlines::slot);
        deadlines.advance();
        QVERIFY(hasRun);
        m_clock.advance(1ms);
    }
}

void TestDeadlines::runsInOrderOfTime()
{
    Deadlines deadlines(m_clock);
    QList<int> order;
    deadlines.scheduleIn(3s, [&order] { order << 3; });
    deadlines.scheduleIn(1s, [&order] { order << 1; });
    deadlines.scheduleIn(2s, [&order] { order << 2; });
    m_clock.advance(10s);
    deadlines.advance();
    QCOMPARE(order, QList<int>({ 1, 2, 3 }));
}

void TestDeadlines::runsThoseOfOneTimeInTheOrderOfAsking()
{
    Deadlines deadlines(m_clock);
    QList<int> order;
    QList<int> asked;
    for (int i = 0; i < 1000; ++i) {
        deadlines.scheduleIn(1s, [&order, i] { order << i; });
        asked << i;
    }
    m_clock.advance(2s);
    deadlines.advance();
    QCOMPARE(order, asked);
}

void TestDeadlines::cancelledOneDoesNotRun()
{
    Deadlines deadlines(m_clock);
    bool hasRun = false;
    const auto id = deadlines.scheduleIn(1s, [&hasRun] { hasRun = true; });
    deadlines.cancel(id);
    deadlines.cancel(id);
    deadlines.cancel(0);
    m_clock.advance(2s);
    deadlines.advance();
    QVERIFY(!hasRun);
}

void TestDeadlines::actionMayCancelItsNeighbourAndScheduleAgain()
{
    Deadlines deadlines(m_clock);
    QStringList ran;
    Deadlines::Id neighbour = 0;
    deadlines.scheduleIn(1s, [&] {
        ran << u"first"_s;
        deadlines.cancel(neighbour);
        deadlines.scheduleIn(0s, [&ran] { ran << u"again"_s; });
    });
    neighbour = deadlines.scheduleIn(1s, [&ran] { ran << u"neighbour"_s; });
    m_clock.advance(1s + Deadlines::slot);
    deadlines.advance();
    m_clock.advance(Deadlines::slot);
    deadlines.advance();
    QCOMPARE(ran, QStringList({ u"first"_s, u"again"_s }));
}

void TestDeadlines::forgetsWhatIsOver()
{
    Deadlines deadlines(m_clock);
    for (int i = 0; i < 1000; ++i)
        deadlines.scheduleIn(std::chrono::milliseconds { i }, [] {});
    QCOMPARE(deadlines.count(), 1000);
    m_clock.advance(2s);
    deadlines.advance();
    QCOMPARE(deadlines.count(), 0);
}

void TestDeadlines::wakesUpByItself()
{
    const SystemClock clock;
    Deadlines deadlines(clock);
    bool hasRun = false;
    deadlines.scheduleIn(10ms, [&hasRun] { hasRun = true; });
    QTRY_VERIFY(hasRun);
}

QTEST_GUILESS_MAIN(TestDeadlines)
#include "tst_deadlines.moc"
