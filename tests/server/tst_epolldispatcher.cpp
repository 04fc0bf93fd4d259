#include "common/base/literals.h"
#include "server/loop/epolldispatcher.h"
#include "tests/support/descriptors.h"
#include "tests/support/eventloops.h"

#include <QRegularExpression>

#include <cerrno>

#include <sys/epoll.h>
#include <sys/syscall.h>

namespace {

int calls = 0; // of epoll_ctl()
int nextError = 0; // of the next one

} // namespace

/// In place of the system's: counts, and fails when it is told to.
extern "C" int epoll_ctl(int epoll, int operation, int descriptor, epoll_event *event)
{
    ++calls;
    if (const int error = std::exchange(nextError, 0)) {
        errno = error;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

using namespace chat;

/// What it asks of the kernel. What it promises is tested in tst_eventloop, tst_loopsockets,
/// tst_loopdescriptors and tst_looptimers.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWritesWhatFitsCostsNoCall();
    void whoWritesMoreIsWatchedUntilTheyAreDone();
    void whatIsUndoneInATurnCostsNoCall();
    void anotherOneWithTheSameNumberIsWatchedAnew();
    void oneThatTheKernelRefusesIsDisabled();
    void aSecondNotifierOfAKindTakesOver();

private:
    template <class Body>
    static void underEpoll(Body body)
    {
        const std::unique_ptr<QThread> thread(QThread::create(std::move(body)));
        thread->setEventDispatcher(new EpollDispatcher);
        thread->start();
        thread->wait();
    }
    static int callsOf(int turns)
    {
        calls = 0;
        turn(turns);
        return calls;
    }
};

void TestEpollDispatcher::whoWritesWhatFitsCostsNoCall()
{
    underEpoll([] {
        const SocketPair pair;
        const Watch read(pair.near(), QSocketNotifier::Read);
        QCOMPARE(callsOf(2), 1);
        std::unique_ptr<Watch> write;
        write = std::make_unique<Watch>(pair.near(), QSocketNotifier::Write,
                                        [&] { write->notifier.setEnabled(false); });
        for (int i = 1; i <= 10; ++i) {
            QCOMPARE(callsOf(2), 0);
            QCOMPARE(write->told, i);
            write->notifier.setEnabled(true);
        }
    });
}

void TestEpollDispatcher::whoWritesMoreIsWatchedUntilTheyAreDone()
{
    underEpoll([] {
        const SocketPair pair;
        pair.fill();
        std::unique_ptr<Watch> write;
        bool hasMore = true;
        write = std::make_unique<Watch>(pair.near(), QSocketNotifier::Write,
                                        [&] { write->notifier.setEnabled(hasMore); });
        QCOMPARE(callsOf(1), 0); // tried
        QCOMPARE(write->told, 1);
        QCOMPARE(callsOf(3), 1); // watched
        QCOMPARE(write->told, 1);
        pair.drain();
        QCOMPARE(callsOf(3), 0); // as long as they have more
        QCOMPARE(write->told, 4);
        hasMore = false;
        QCOMPARE(callsOf(3), 1); // no more
        QCOMPARE(write->told, 5);
    });
}

void TestEpollDispatcher::whatIsUndoneInATurnCostsNoCall()
{
    underEpoll([] {
        const SocketPair pair;
        Watch read(pair.near(), QSocketNotifier::Read);
        Watch urgent(pair.near(), QSocketNotifier::Exception);
        QCOMPARE(callsOf(2), 1); // both at once
        read.notifier.setEnabled(false);
        read.notifier.setEnabled(true);
        QCOMPARE(callsOf(2), 0);
        const SocketPair another;
        calls = 0;
        {
            const Watch brief(another.near(), QSocketNotifier::Read);
        }
        turn();
        QCOMPARE(calls, 0);
    });
}

void TestEpollDispatcher::anotherOneWithTheSameNumberIsWatchedAnew()
{
    underEpoll([] {
        SocketPair pair;
        SocketPair later;
        auto watch = std::make_unique<Watch>(pair.near(), QSocketNotifier::Read);
        turn();
        watch.reset();
        later.replaceNearOf(pair);
        watch = std::make_unique<Watch>(later.near(), QSocketNotifier::Read);
        QCOMPARE(callsOf(3), 2); // a change, which tells that it is another one, and the new one
    });
}

void TestEpollDispatcher::oneThatTheKernelRefusesIsDisabled()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"can not be watched"_s));
    underEpoll([] {
        const SocketPair pair;
        Watch watch(pair.near(), QSocketNotifier::Read);
        QVERIFY(pair.say());
        nextError = ENOSPC;
        turn(2);
        QVERIFY(!watch.notifier.isEnabled());
        QCOMPARE(watch.told, 0);
        watch.notifier.setEnabled(true);
        turn();
        QCOMPARE(watch.told, 1);
    });
}

void TestEpollDispatcher::aSecondNotifierOfAKindTakesOver()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"two Read notifiers"_s));
    underEpoll([] {
        const SocketPair pair;
        auto first = std::make_unique<Watch>(pair.near(), QSocketNotifier::Read);
        turn();
        const Watch second(pair.near(), QSocketNotifier::Read);
        QVERIFY(pair.say());
        turn();
        QCOMPARE(first->told, 0);
        QCOMPARE(second.told, 1);
        first.reset();
        turn();
        QCOMPARE(second.told, 2);
    });
}

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
