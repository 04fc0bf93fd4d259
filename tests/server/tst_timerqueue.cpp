#include "server/loop/timerqueue.h"

#include <QTest>

#include <vector>

using namespace chat;
using namespace std::chrono_literals;

using Time = TimerQueue::Time;
using Duration = TimerQueue::Duration;

namespace {

constexpr Time start { 1234567890123456789ns }; // no round time

/// Who is told at this moment, in order.
std::vector<int> toldAt(TimerQueue &queue, Time now)
{
    std::vector<int> ids;
    const auto round = queue.beginRound(now);
    while (const auto due = queue.take(round)) {
        ids.push_back(due->id);
        queue.finish(*due);
    }
    return ids;
}

} // namespace

/// When timers are due, on a clock that is only a number.
class TestTimerQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPreciseOneIsDueExactly();
    void aCoarseOneIsWithinATwentieth();
    void coarseOnesShareAWakeUp();
    void aVeryCoarseOneIsDueAtAWholeSecond();
    void theyAreToldInTheOrderTheyAreDue();
    void oneWithoutAnIntervalIsDueInEveryRound();
    void whatIsSetInARoundWaitsForTheNext();
    void missedTimesAreNotMadeUpFor();
    void oneThatIsBeingToldIsNotToldAgain();
    void aLaterOneWithTheSameIdIsAnother();
    void removedOnesAreGone();
    void theyAreListedAsTheyWereAskedFor();
    void theLongestIntervalIsNoOverflow();
    void tenThousandComeAndGo();

private:
    static Time dueOf(Duration interval, Qt::TimerType type, Time now = start)
    {
        TimerQueue queue;
        queue.insert({ .id = 1, .interval = interval, .type = type }, nullptr, now);
        return *queue.nextDue();
    }
    TimerQueue::Request precise(int id, Duration interval)
    {
        return { .id = id, .interval = interval, .type = Qt::PreciseTimer };
    }

    QObject m_ada;
    QObject m_bob;
};

void TestTimerQueue::aPreciseOneIsDueExactly()
{
    for (const Duration interval : { 1ns, 999999ns }) {
        TimerQueue queue;
        queue.insert(precise(1, interval), &m_ada, start);
        for (int i = 1; i <= 100; ++i) {
            const Time due = start + i * interval;
            QCOMPARE(*queue.nextDue(), due);
            QVERIFY(toldAt(queue, due - 1ns).empty());
            QCOMPARE(toldAt(queue, due), std::vector<int>({ 1 }));
        }
    }
}

void TestTimerQueue::aCoarseOneIsWithinATwentieth()
{
    for (Duration interval = 1ms; interval < 30s; interval = interval * 11 / 10 + 1ms) {
        for (Duration later = 0ns; later < 1s; later += 7654321ns) {
            const Time now = start + later;
            const Duration off = dueOf(interval, Qt::CoarseTimer, now) - (now + interval);
            QVERIFY(std::chrono::abs(off) <= interval / 20);
            if (interval <= 20ms)
                QCOMPARE(off, 0ns);
        }
    }
}

void TestTimerQueue::coarseOnesShareAWakeUp()
{
    TimerQueue queue;
    // Set at different moments, for different times.
    for (int i = 0; i < 10; ++i)
        queue.insert({ .id = i, .interval = 1000ms + i * 5ms, .type = Qt::CoarseTimer }, &m_ada,
                     Time { 100s } - i * 5ms);
    for (int i = 1; i <= 10; ++i)
        QCOMPARE(toldAt(queue, Time { 100s } + i * 1s).size(), 10);
}

void TestTimerQueue::aVeryCoarseOneIsDueAtAWholeSecond()
{
    for (const Duration interval : { 1ms, 499ms, 1000ms, 1499ms, 20'300ms, 3'600'000ms }) {
        const Duration whole =
            std::max<Duration>(1s, std::chrono::round<std::chrono::seconds>(interval));
        for (Duration later = 0ns; later < 1s; later += 77654321ns) {
            const Time now = start + later;
            TimerQueue queue;
            queue.insert({ .id = 1, .interval = interval, .type = Qt::VeryCoarseTimer }, &m_ada,
                         now);
            const Time due = *queue.nextDue();
            QCOMPARE(due.time_since_epoch() % 1s, 0ns);
            QVERIFY(std::chrono::abs(due - (now + whole)) <= 500ms);
            QCOMPARE(toldAt(queue, due).size(), 1);
            QCOMPARE(*queue.nextDue(), due + whole);
        }
    }
    // A coarse one is as coarse when a twentieth of its interval is a second.
    QCOMPARE(dueOf(20s, Qt::CoarseTimer).time_since_epoch() % 1s, 0ns);
}

void TestTimerQueue::theyAreToldInTheOrderTheyAreDue()
{
    TimerQueue queue;
    queue.insert(precise(1, 3ms), &m_ada, start);
    queue.insert(precise(2, 1ms), &m_ada, start);
    queue.insert(precise(3, 2ms), &m_ada, start);
    queue.insert(precise(4, 1ms), &m_bob, start); // equal: the first that was set
    queue.insert(precise(5, 9ms), &m_bob, start);
    QCOMPARE(toldAt(queue, start + 3ms), std::vector<int>({ 2, 4, 3, 1 }));
}

void TestTimerQueue::oneWithoutAnIntervalIsDueInEveryRound()
{
    for (const auto type : { Qt::PreciseTimer, Qt::CoarseTimer, Qt::VeryCoarseTimer }) {
        TimerQueue queue;
        queue.insert({ .id = 1, .interval = 0ns, .type = type }, &m_ada, start);
        queue.insert(precise(2, 1s), &m_ada, start);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(*queue.nextDue() <= start);
            QCOMPARE(toldAt(queue, start), std::vector<int>({ 1 }));
        }
    }
}

void TestTimerQueue::whatIsSetInARoundWaitsForTheNext()
{
    TimerQueue queue;
    queue.insert(precise(1, 0ns), &m_ada, start);
    const auto round = queue.beginRound(start);
    const auto first = queue.take(round);
    queue.insert(precise(2, 0ns), &m_ada, start);
    queue.remove(1);
    queue.insert(precise(1, 0ns), &m_ada, start);
    queue.finish(*first);
    QVERIFY(!queue.take(round));
    QCOMPARE(toldAt(queue, start), std::vector<int>({ 2, 1 }));
}

void TestTimerQueue::missedTimesAreNotMadeUpFor()
{
    TimerQueue queue;
    queue.insert(precise(1, 10ms), &m_ada, start);
    queue.insert(precise(2, 70ms), &m_ada, start);
    QCOMPARE(toldAt(queue, start + 95ms), std::vector<int>({ 1, 2 }));
    QCOMPARE(queue.remaining(1, start + 95ms), 10ms);
    QCOMPARE(queue.remaining(2, start + 95ms), 45ms); // only late: keeps its pace
    QCOMPARE(toldAt(queue, start + 105ms), std::vector<int>({ 1 }));
}

void TestTimerQueue::oneThatIsBeingToldIsNotToldAgain()
{
    TimerQueue queue;
    queue.insert(precise(1, 10ms), &m_ada, start);
    queue.insert(precise(2, 25ms), &m_ada, start);
    const auto due = queue.take(queue.beginRound(start + 10ms));
    QCOMPARE(due->id, 1);
    // Its receiver waits in a loop of its own, for the other one.
    QCOMPARE(*queue.nextDue(), start + 25ms);
    QCOMPARE(toldAt(queue, start + 25ms), std::vector<int>({ 2 }));
    queue.finish(*due);
    QCOMPARE(toldAt(queue, start + 30ms), std::vector<int>({ 1 }));
}

void TestTimerQueue::aLaterOneWithTheSameIdIsAnother()
{
    TimerQueue queue;
    queue.insert(precise(1, 10ms), &m_ada, start);
    const auto due = queue.take(queue.beginRound(start + 10ms));
    queue.remove(1);
    queue.insert(precise(1, 10ms), &m_bob, start + 10ms);
    const auto later = queue.take(queue.beginRound(start + 20ms));
    QCOMPARE(later->object, &m_bob);
    queue.finish(*due); // does not concern the later one
    QVERIFY(!queue.take(queue.beginRound(start + 30ms)));
    queue.finish(*later);
    QVERIFY(queue.take(queue.beginRound(start + 40ms)));
}

void TestTimerQueue::removedOnesAreGone()
{
    TimerQueue queue;
    for (int id = 1; id <= 6; ++id)
        queue.insert(precise(id, id * 1ms), id % 2 ? &m_ada : &m_bob, start);
    QVERIFY(queue.remove(1));
    QVERIFY(!queue.remove(1));
    QVERIFY(!queue.remaining(1, start));
    QVERIFY(queue.removeAll(&m_bob));
    QVERIFY(!queue.removeAll(&m_bob));
    QCOMPARE(toldAt(queue, start + 1s), std::vector<int>({ 3, 5 }));
    QVERIFY(queue.removeAll(&m_ada));
    QVERIFY(!queue.nextDue());
}

void TestTimerQueue::theyAreListedAsTheyWereAskedFor()
{
    TimerQueue queue;
    queue.insert({ .id = 7, .interval = 1234ms, .type = Qt::VeryCoarseTimer }, &m_ada, start);
    queue.insert(precise(8, 1ms), &m_bob, start);
    QCOMPARE(queue.timersOf(&m_ada).size(), 1);
    const TimerQueue::Request listed = queue.timersOf(&m_ada).first();
    QCOMPARE(listed.id, 7);
    QCOMPARE(listed.interval, 1234ms);
    QCOMPARE(listed.type, Qt::VeryCoarseTimer);
    QCOMPARE(queue.remaining(8, start + 400us), 600us);
    QCOMPARE(queue.remaining(8, start + 1s), 0ns);
}

void TestTimerQueue::theLongestIntervalIsNoOverflow()
{
    for (const auto type : { Qt::PreciseTimer, Qt::CoarseTimer, Qt::VeryCoarseTimer })
        QVERIFY(dueOf(Duration::max(), type) > start + 24h * 36500);
}

void TestTimerQueue::tenThousandComeAndGo()
{
    TimerQueue queue;
    constexpr int count = 10'000;
    for (int id = 0; id < count; ++id)
        queue.insert(precise(id, id * 1us), id % 2 ? &m_ada : &m_bob, start);
    for (int id = 0; id < count; id += 3)
        QVERIFY(queue.remove(id));
    const std::vector<int> told = toldAt(queue, start + 1s);
    QCOMPARE(told.size(), count - (count + 2) / 3);
    QVERIFY(std::ranges::is_sorted(told));
    queue.removeAll(&m_ada);
    queue.removeAll(&m_bob);
    QVERIFY(!queue.nextDue());
}

QTEST_GUILESS_MAIN(TestTimerQueue)
#include "tst_timerqueue.moc"
