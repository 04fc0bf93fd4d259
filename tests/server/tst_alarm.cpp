#include "server/loop/alarm.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

#include <poll.h>

using namespace chat;

namespace {

bool isReadable(const Alarm &alarm, int milliseconds = 0)
{
    pollfd polled { .fd = alarm.descriptor(), .events = POLLIN, .revents = 0 };
    return ::poll(&polled, 1, milliseconds) == 1;
}

/// As its owner: until it is rung.
void waitFor(Alarm &alarm)
{
    while (!alarm.take()) {
        if (alarm.beginWait() && isReadable(alarm, -1))
            alarm.silence();
    }
}

} // namespace

class TestAlarm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsRungOnce();
    void ringingCostsNoCallWhileNobodyWaits();
    void ringingEndsAWait();
    void whatWasDoneBeforeIsSeen();
    void ofSeveralThatRingAtOnceNoneIsLost();
};

void TestAlarm::itIsRungOnce()
{
    Alarm alarm;
    QVERIFY(!alarm.isRung());
    alarm.ring();
    alarm.ring();
    QVERIFY(alarm.isRung());
    QVERIFY(alarm.take());
    QVERIFY(!alarm.isRung());
    QVERIFY(!alarm.take());
}

void TestAlarm::ringingCostsNoCallWhileNobodyWaits()
{
    Alarm alarm;
    alarm.ring();
    QVERIFY(!isReadable(alarm));
    QVERIFY(!alarm.beginWait()); // for what would it wait
    QVERIFY(alarm.take());
    alarm.ring();
    QVERIFY(!isReadable(alarm));
}

void TestAlarm::ringingEndsAWait()
{
    Alarm alarm;
    QVERIFY(alarm.beginWait());
    QVERIFY(!isReadable(alarm));
    alarm.ring();
    QVERIFY(isReadable(alarm));
    alarm.silence();
    QVERIFY(!isReadable(alarm));
    QVERIFY(alarm.take());
    // A wait that ended for another reason.
    QVERIFY(alarm.beginWait());
    QVERIFY(!alarm.take());
    alarm.ring();
    QVERIFY(!isReadable(alarm));
}

void TestAlarm::whatWasDoneBeforeIsSeen()
{
    constexpr int rounds = 20'000;
    Alarm here;
    Alarm there;
    int ball = 0; // not atomic: the alarms are what orders the two
    std::thread other([&] {
        for (int i = 0; i < rounds; ++i) {
            waitFor(there);
            ++ball;
            here.ring();
        }
    });
    for (int i = 0; i < rounds; ++i) {
        ++ball;
        there.ring();
        waitFor(here);
    }
    other.join();
    QCOMPARE(ball, 2 * rounds);
}

void TestAlarm::ofSeveralThatRingAtOnceNoneIsLost()
{
    constexpr int rings = 20'000;
    Alarm alarm;
    std::atomic<int> rung = 0;
    std::vector<std::thread> ringers;
    for (int i = 0; i < 4; ++i)
        ringers.emplace_back([&] {
            for (int ring = 0; ring < rings; ++ring) {
                rung.fetch_add(1, std::memory_order_relaxed);
                alarm.ring();
            }
        });
    // Does not end if the last one is lost.
    while (rung.load(std::memory_order_relaxed) < 4 * rings)
        waitFor(alarm);
    for (std::thread &ringer : ringers)
        ringer.join();
}

QTEST_GUILESS_MAIN(TestAlarm)
#include "tst_alarm.moc"
