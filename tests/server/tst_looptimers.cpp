#include "tests/support/eventloops.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QTimerEvent>

#include <functional>
#include <vector>

using namespace chat;
using namespace std::chrono_literals;

namespace {

/// Starts timers of its own, and says which of them are told.
class Receiver : public QObject
{
public:
    std::vector<int> told;
    std::function<void(int)> onTold = [](int) {};

protected:
    void timerEvent(QTimerEvent *event) override
    {
        told.push_back(event->timerId());
        onTold(event->timerId());
    }
};

/// Long enough that timers of a few milliseconds are due.
void letTimePass(std::chrono::milliseconds time)
{
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(time.count())) { }
}

} // namespace

/// What whoever has a timer may rely on, with each event loop.
class TestLoopTimers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEventLoopRows(); }

    void theyAreToldInTheOrderTheyAreDue();
    void allTypesAreTold();
    void oneWithoutAnIntervalIsToldOnceATurn();
    void oneWithoutAnIntervalIsNoReasonToGoOn();
    void whoIsLateIsToldOnce();
    void whoIsStoppedByAnotherIsNotTold();
    void whoIsToldMayStopItself();
    void whoIsToldMayDeleteTheirObject();
    void whatIsStartedMeanwhileIsToldInTheNextTurn();
    void aLoopInsideTellsTheOthers();
    void theyEndWithTheirObject();
    void theyAreListedPerObject();
    void theRemainingTimeIsCountedDown();
    void theyMoveWithTheirObject();
    void tenThousandAreToldAll();
};

void TestLoopTimers::theyAreToldInTheOrderTheyAreDue()
{
    underEventLoop([] {
        Receiver receiver;
        const int last = receiver.startTimer(9ms, Qt::PreciseTimer);
        const int first = receiver.startTimer(1ms, Qt::PreciseTimer);
        const int middle = receiver.startTimer(5ms, Qt::PreciseTimer);
        letTimePass(10ms);
        QVERIFY(turn());
        QCOMPARE(receiver.told, std::vector<int>({ first, middle, last }));
    });
}

void TestLoopTimers::allTypesAreTold()
{
    underEventLoop([] {
        for (const auto type : { Qt::PreciseTimer, Qt::CoarseTimer, Qt::VeryCoarseTimer }) {
            Receiver receiver;
            receiver.startTimer(30ms, type);
            QVERIFY(waitUntil([&] { return receiver.told.size() >= 2; }));
        }
    });
}

void TestLoopTimers::oneWithoutAnIntervalIsToldOnceATurn()
{
    underEventLoop([] {
        Receiver receiver;
        receiver.startTimer(0);
        receiver.startTimer(0, Qt::PreciseTimer);
        turn(3);
        QCOMPARE(receiver.told.size(), 6);
        turn(3, QEventLoop::WaitForMoreEvents);
        QCOMPARE(receiver.told.size(), 12);
    });
}

void TestLoopTimers::oneWithoutAnIntervalIsNoReasonToGoOn()
{
    underEventLoop([] {
        Receiver receiver;
        receiver.startTimer(0);
        QVERIFY(!turn(2));
        receiver.startTimer(1);
        letTimePass(2ms);
        QVERIFY(turn());
    });
}

void TestLoopTimers::whoIsLateIsToldOnce()
{
    underEventLoop([] {
        Receiver receiver;
        receiver.startTimer(5ms, Qt::PreciseTimer);
        letTimePass(50ms);
        turn();
        QCOMPARE(receiver.told.size(), 1);
    });
}

void TestLoopTimers::whoIsStoppedByAnotherIsNotTold()
{
    underEventLoop([] {
        Receiver receiver;
        const int first = receiver.startTimer(1ms, Qt::PreciseTimer);
        const int second = receiver.startTimer(2ms, Qt::PreciseTimer);
        receiver.onTold = [&](int) { receiver.killTimer(second); };
        letTimePass(3ms);
        turn();
        QCOMPARE(receiver.told, std::vector<int>({ first }));
    });
}

void TestLoopTimers::whoIsToldMayStopItself()
{
    underEventLoop([] {
        Receiver receiver;
        receiver.startTimer(1ms, Qt::PreciseTimer);
        receiver.startTimer(0);
        receiver.onTold = [&](int id) { receiver.killTimer(id); };
        letTimePass(2ms);
        turn();
        letTimePass(2ms);
        QVERIFY(!turn());
        QCOMPARE(receiver.told.size(), 2);
    });
}

void TestLoopTimers::whoIsToldMayDeleteTheirObject()
{
    underEventLoop([] {
        auto receiver = std::make_unique<Receiver>();
        int told = 0;
        receiver->startTimer(1ms, Qt::PreciseTimer);
        receiver->startTimer(1ms, Qt::PreciseTimer);
        receiver->startTimer(0);
        receiver->onTold = [&](int) {
            ++told;
            receiver.reset();
        };
        letTimePass(2ms);
        turn(3);
        QCOMPARE(told, 1);
    });
}

void TestLoopTimers::whatIsStartedMeanwhileIsToldInTheNextTurn()
{
    underEventLoop([] {
        Receiver receiver;
        receiver.onTold = [&](int id) {
            receiver.killTimer(id);
            receiver.startTimer(0);
        };
        receiver.startTimer(0);
        turn(3);
        QCOMPARE(receiver.told.size(), 3);
    });
}

void TestLoopTimers::aLoopInsideTellsTheOthers()
{
    underEventLoop([] {
        QEventLoop inner;
        Receiver receiver;
        Receiver other;
        other.onTold = [&](int) {
            if (other.told.size() == 5)
                inner.quit();
        };
        const int id = receiver.startTimer(1ms, Qt::PreciseTimer);
        receiver.onTold = [&](int) {
            // Is due all the while, which is no reason not to wait for the other one.
            if (receiver.told.size() == 1) {
                other.startTimer(3ms, Qt::PreciseTimer);
                inner.exec();
                QCOMPARE(receiver.told.size(), 1);
            } else {
                receiver.killTimer(id);
            }
        };
        letTimePass(2ms);
        turn();
        QCOMPARE(other.told.size(), 5);
        QVERIFY(waitUntil([&] { return receiver.told.size() == 2; }));
    });
}

void TestLoopTimers::theyEndWithTheirObject()
{
    underEventLoop([] {
        auto receiver = std::make_unique<Receiver>();
        QTimer timer;
        timer.start(1ms);
        for (int i = 0; i < 10; ++i)
            receiver->startTimer(1);
        receiver.reset();
        letTimePass(2ms);
        QVERIFY(turn());
        timer.stop();
        letTimePass(2ms);
        QVERIFY(!turn());
    });
}

void TestLoopTimers::theyAreListedPerObject()
{
    underEventLoop([] {
        Receiver ada;
        Receiver bob;
        const int id = ada.startTimer(100, Qt::PreciseTimer);
        bob.startTimer(1000);
        auto *dispatcher = QAbstractEventDispatcher::instance();
        const auto timers = dispatcher->registeredTimers(&ada);
        QCOMPARE(timers.size(), 1);
        QCOMPARE(timers.first().timerId, id);
        QCOMPARE(timers.first().interval, 100);
        QCOMPARE(timers.first().timerType, Qt::PreciseTimer);
        ada.startTimer(1000);
        QCOMPARE(dispatcher->registeredTimers(&ada).size(), 2);
        QVERIFY(dispatcher->unregisterTimer(id));
        QVERIFY(!dispatcher->unregisterTimer(id));
        QVERIFY(dispatcher->unregisterTimers(&ada));
        QCOMPARE(dispatcher->registeredTimers(&ada).size(), 0);
        QCOMPARE(dispatcher->registeredTimers(&bob).size(), 1);
    });
}

void TestLoopTimers::theRemainingTimeIsCountedDown()
{
    underEventLoop([] {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QCOMPARE(timer.remainingTime(), -1);
        timer.start(1min);
        const int before = timer.remainingTime();
        QVERIFY(before > 0 && before <= 60'000);
        letTimePass(3ms);
        QVERIFY(timer.remainingTime() < before);
        timer.start(1ms);
        letTimePass(2ms);
        QCOMPARE(timer.remainingTime(), 0);
        timer.stop();
        QCOMPARE(timer.remainingTime(), -1);
        QCOMPARE(QAbstractEventDispatcher::instance()->remainingTime(1'000'000), -1);
    });
}

void TestLoopTimers::theyMoveWithTheirObject()
{
    QFETCH_GLOBAL(const EventLoop, loop);
    QThread thread;
    if (auto dispatcher = makeEventDispatcher(loop))
        thread.setEventDispatcher(dispatcher.release());
    thread.start();
    underEventLoop([&thread] {
        QTimer timer;
        timer.start(1ms);
        QEventLoop here;
        QObject::connect(&timer, &QTimer::timeout, &timer, &QTimer::stop); // over there
        QObject::connect(&timer, &QTimer::timeout, &here, &QEventLoop::quit);
        timer.moveToThread(&thread);
        here.exec();
        thread.quit();
        thread.wait();
    });
}

void TestLoopTimers::tenThousandAreToldAll()
{
    underEventLoop([] {
        Receiver receiver;
        constexpr int count = 10'000;
        for (int i = 0; i < count; ++i)
            receiver.startTimer(i % 8, Qt::PreciseTimer);
        letTimePass(8ms);
        turn();
        QCOMPARE(receiver.told.size(), count);
    });
}

QTEST_GUILESS_MAIN(TestLoopTimers)
#include "tst_looptimers.moc"
