#include "tests/support/descriptors.h"
#include "tests/support/eventloops.h"

#include <QPointer>
#include <QTimer>

#include <atomic>
#include <csignal>
#include <functional>
#include <semaphore>
#include <thread>
#include <vector>

#include <pthread.h>

using namespace chat;
using namespace std::chrono_literals;

namespace {

QAbstractEventDispatcher &dispatcher()
{
    return *QAbstractEventDispatcher::instance();
}

bool waitForMore(QEventLoop::ProcessEventsFlags more = {})
{
    return dispatcher().processEvents(QEventLoop::WaitForMoreEvents | more);
}

template <class Action>
void post(QObject *receiver, Action action)
{
    QMetaObject::invokeMethod(receiver, std::move(action), Qt::QueuedConnection);
}

/// Calls `action` in another thread each time that this one is about to wait, `times` times.
/// Whether this one then really waits already is left to chance, which is the point.
class Other
{
public:
    Other(int times, std::function<void()> action)
        : m_thread([this, times, action = std::move(action)] {
            for (int i = 0; i < times; ++i) {
                m_isWaiting.acquire();
                action();
            }
        })
    {
        QObject::connect(&dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &m_context,
                         [this] { m_isWaiting.release(); });
    }
    ~Other() { m_thread.join(); }

private:
    std::counting_semaphore<> m_isWaiting { 0 };
    QObject m_context;
    std::thread m_thread;
};

} // namespace

/// What an event loop promises to whoever posts, wakes, interrupts and waits, with each event loop.
class TestEventLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEventLoopRows(); }

    void nothingToDoIsNothingDone();
    void wakingEndsAWait();
    void wakingBeforehandIsNotForgotten();
    void interruptingEndsATurn();
    void interruptingEndsAWait();
    void aLoopEndedFromAnotherThreadEnds();
    void everyPostedEventArrivesInOrder();
    void whatIsPostedMeanwhileWaitsForTheNextTurn();
    void itSaysThatItIsAwakeAndThatItIsAboutToWait();
    void whatIsPostedBeforeTheWaitIsDone();
    void itMayBeEndedWhenItIsAboutToWait();
    void withoutSocketsItWaitsForTheRest();
    void aSignalEndsNoWait();
    void aLoopInsideEndsAlone();
    void whatIsDeletedLaterOutlivesALoopInside();
    void nobodyStarves();
};

void TestEventLoop::nothingToDoIsNothingDone()
{
    underEventLoop([] {
        turn();
        QVERIFY(!turn());
        post(qApp, [] {});
        QVERIFY(!turn()); // that is another thread's
        QObject here;
        post(&here, [] {});
        QVERIFY(turn());
        turn();
        QVERIFY(!turn());
    });
}

void TestEventLoop::wakingEndsAWait()
{
    underEventLoop([] {
        const Other other(100, [loop = &dispatcher()] { loop->wakeUp(); });
        for (int i = 0; i < 100; ++i)
            QVERIFY(waitForMore());
    });
}

void TestEventLoop::wakingBeforehandIsNotForgotten()
{
    underEventLoop([] {
        dispatcher().wakeUp();
        QVERIFY(waitForMore());
        std::thread([loop = &dispatcher()] { loop->wakeUp(); }).join();
        QVERIFY(waitForMore());
        turn();
        QVERIFY(!turn());
    });
}

void TestEventLoop::interruptingEndsATurn()
{
    underEventLoop([] {
        QObject here;
        const SocketPair pair;
        QVERIFY(pair.say());
        const Watch watch(pair.near(), QSocketNotifier::Read);
        post(&here, [] { dispatcher().interrupt(); });
        QVERIFY(!waitForMore());
        QCOMPARE(watch.told, 0);
        QVERIFY(waitForMore());
        QCOMPARE(watch.told, 1);
    });
}

void TestEventLoop::interruptingEndsAWait()
{
    underEventLoop([] {
        const Other other(100, [loop = &dispatcher()] { loop->interrupt(); });
        for (int i = 0; i < 100; ++i)
            waitForMore();
    });
}

void TestEventLoop::aLoopEndedFromAnotherThreadEnds()
{
    underEventLoop([] {
        constexpr int rounds = 5000;
        QEventLoop loop;
        std::counting_semaphore<> started { 0 };
        std::thread other([&] {
            for (int i = 0; i < rounds; ++i) {
                started.acquire();
                for (int pause = i % 64; pause > 0; --pause) // at another moment each time
                    std::this_thread::yield();
                loop.exit(i);
            }
        });
        for (int i = 0; i < rounds; ++i) {
            post(&loop, [&started] { started.release(); });
            QCOMPARE(loop.exec(), i);
        }
        other.join();
    });
}

void TestEventLoop::everyPostedEventArrivesInOrder()
{
    underEventLoop([] {
        constexpr int count = 20'000;
        QObject here;
        QEventLoop loop;
        int arrived = 0;
        bool isInOrder = true;
        std::thread other([&] {
            for (int i = 0; i < count; ++i) {
                post(&here, [&, i] {
                    isInOrder = isInOrder && i == arrived;
                    if (++arrived == count)
                        loop.quit();
                });
                if (i % 7 == 0)
                    std::this_thread::yield();
            }
        });
        loop.exec();
        other.join();
        QCOMPARE(arrived, count);
        QVERIFY(isInOrder);
    });
}

void TestEventLoop::whatIsPostedMeanwhileWaitsForTheNextTurn()
{
    underEventLoop([] {
        QObject here;
        int count = 0;
        std::function<void()> again = [&] {
            if (++count < 3)
                post(&here, again);
        };
        post(&here, again);
        for (int i = 1; i <= 2; ++i) {
            QVERIFY(waitForMore()); // there is more, so it does not wait
            QCOMPARE(count, i);
        }
        turn();
        QCOMPARE(count, 3);
    });
}

void TestEventLoop::itSaysThatItIsAwakeAndThatItIsAboutToWait()
{
    underEventLoop([] {
        QObject here;
        std::vector<char> said;
        QObject::connect(&dispatcher(), &QAbstractEventDispatcher::awake, &here,
                         [&] { said.push_back('a'); });
        QObject::connect(&dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &here,
                         [&] { said.push_back('b'); });
        const SocketPair pair;
        const Watch watch(pair.near(), QSocketNotifier::Read, [&] {
            said.push_back('r');
            QVERIFY(pair.hear());
        });
        QVERIFY(pair.say());
        turn();
        QCOMPARE(said, std::vector<char>({ 'a', 'r' }));
        said.clear();
        QVERIFY(pair.say());
        waitForMore();
        QCOMPARE(said, std::vector<char>({ 'a', 'b', 'r' }));
        said.clear();
        // There is more to do, so it does not wait.
        post(&here, [&] { post(&here, [] {}); });
        waitForMore();
        QCOMPARE(said, std::vector<char>({ 'a' }));
        // Nor does it wait now, but it has done what was posted, and says so.
        said.clear();
        post(&here, [&] { said.push_back('p'); });
        waitForMore();
        QCOMPARE(said, std::vector<char>({ 'a', 'p', 'b' }));
    });
}

void TestEventLoop::whatIsPostedBeforeTheWaitIsDone()
{
    underEventLoop([] {
        QObject here;
        bool isDone = false;
        const auto connection =
            QObject::connect(&dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &here,
                             [&] { post(&here, [&] { isDone = true; }); });
        QVERIFY(waitForMore()); // does not wait
        QObject::disconnect(connection);
        QVERIFY(!isDone);
        turn();
        QVERIFY(isDone);
    });
}

void TestEventLoop::itMayBeEndedWhenItIsAboutToWait()
{
    underEventLoop([] {
        QEventLoop loop;
        QObject::connect(&dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &loop,
                         [&] { loop.exit(7); });
        QCOMPARE(loop.exec(), 7);
    });
}

void TestEventLoop::withoutSocketsItWaitsForTheRest()
{
    underEventLoop([] {
        const SocketPair pair;
        QVERIFY(pair.say());
        const Watch watch(pair.near(), QSocketNotifier::Read);
        {
            const Other other(50, [loop = &dispatcher()] { loop->wakeUp(); });
            for (int i = 0; i < 50; ++i)
                QVERIFY(waitForMore(QEventLoop::ExcludeSocketNotifiers));
        }
        QTimer timer;
        bool isTold = false;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] { isTold = true; });
        timer.start(2ms);
        while (!isTold)
            waitForMore(QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(watch.told, 0);
        turn();
        QCOMPARE(watch.told, 1);
    });
}

void TestEventLoop::aSignalEndsNoWait()
{
    struct sigaction ignoring
    {
    };
    ignoring.sa_handler = [](int) {};
    ::sigaction(SIGUSR1, &ignoring, nullptr);
    underEventLoop([] {
        std::atomic<bool> isWoken = false;
        const Other other(20, [&, loop = &dispatcher(), waiting = ::pthread_self()] {
            for (int i = 0; i < 3; ++i)
                ::pthread_kill(waiting, SIGUSR1);
            isWoken = true;
            loop->wakeUp();
        });
        for (int i = 0; i < 20; ++i) {
            QVERIFY(waitForMore());
            QVERIFY(isWoken.exchange(false));
        }
    });
}

void TestEventLoop::aLoopInsideEndsAlone()
{
    underEventLoop([] {
        QEventLoop outer;
        QEventLoop inner;
        bool isOuterEnded = false;
        post(&outer, [&] {
            post(&inner, [&] {
                outer.exit(1); // inner goes on
                isOuterEnded = true;
                post(&inner, [&] { inner.exit(2); });
            });
            QCOMPARE(inner.exec(), 2);
            QVERIFY(isOuterEnded);
        });
        QCOMPARE(outer.exec(), 1);
    });
}

void TestEventLoop::whatIsDeletedLaterOutlivesALoopInside()
{
    underEventLoop([] {
        QEventLoop outer;
        QEventLoop inner;
        QPointer<QObject> doomed = new QObject;
        post(&outer, [&] {
            doomed->deleteLater();
            post(&inner, [&] { inner.quit(); });
            inner.exec();
            QVERIFY(doomed);
            post(&outer, [&] { outer.quit(); });
        });
        outer.exec();
        QVERIFY(!doomed);
    });
}

void TestEventLoop::nobodyStarves()
{
    underEventLoop([] {
        QObject here;
        const SocketPair pair;
        QVERIFY(pair.say());
        const Watch watch(pair.near(), QSocketNotifier::Read); // has always something to read
        QTimer timer;
        int ticks = 0;
        QObject::connect(&timer, &QTimer::timeout, &here, [&] { ++ticks; });
        timer.start(0ms);
        int posted = 0;
        std::function<void()> again = [&] {
            ++posted;
            post(&here, again);
        };
        post(&here, again);
        turn(10, QEventLoop::WaitForMoreEvents);
        QCOMPARE(watch.told, 10);
        QCOMPARE(ticks, 10);
        QCOMPARE(posted, 10);
    });
}

QTEST_GUILESS_MAIN(TestEventLoop)
#include "tst_eventloop.moc"
