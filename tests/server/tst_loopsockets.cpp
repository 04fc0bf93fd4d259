#include "tests/support/descriptors.h"
#include "tests/support/eventloops.h"

#include <arpa/inet.h>

using namespace chat;

/// What whoever has a socket notifier may rely on, with each event loop.
class TestLoopSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEventLoopRows(); }

    void whoHasSomethingToReadIsTold();
    void whatIsNotReadIsToldAgain();
    void whoMayWriteIsToldUntilThereIsNoRoom();
    void urgentDataIsAnException();
    void oneDescriptorHasThreeKinds();
    void anEndIsToldToAllKinds();
    void whoIsDisabledIsNotTold();
    void whoIsDisabledByAnotherIsNotTold();
    void whoIsDeletedByAnotherIsNotTold();
    void whoIsToldMayDeleteItself();
    void whoIsEnabledByAnotherIsToldInTurn();
    void aLoopInsideTellsTheOthers();
    void aLoopInsideTellsWhoHasNotRead();
    void excludedOnesAreToldLater();
};

void TestLoopSockets::whoHasSomethingToReadIsTold()
{
    underEventLoop([] {
        const SocketPair pair;
        Watch watch(pair.near(), QSocketNotifier::Read, [&] { QVERIFY(pair.hear()); });
        turn(3);
        QCOMPARE(watch.told, 0);
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(pair.say());
            QVERIFY(turn());
            QCOMPARE(watch.told, i);
            QVERIFY(!turn());
            QCOMPARE(watch.told, i);
        }
    });
}

void TestLoopSockets::whatIsNotReadIsToldAgain()
{
    underEventLoop([] {
        const SocketPair pair;
        const Watch watch(pair.near(), QSocketNotifier::Read);
        QVERIFY(pair.say());
        turn(3);
        QCOMPARE(watch.told, 3);
        QVERIFY(pair.hear());
        turn(3);
        QCOMPARE(watch.told, 3);
    });
}

void TestLoopSockets::whoMayWriteIsToldUntilThereIsNoRoom()
{
    underEventLoop([] {
        const SocketPair pair;
        Watch watch(pair.near(), QSocketNotifier::Write);
        turn(3);
        QCOMPARE(watch.told, 3);
        pair.fill();
        turn(3);
        QCOMPARE(watch.told, 3);
        pair.drain();
        turn(3);
        QCOMPARE(watch.told, 6);
        watch.notifier.setEnabled(false);
        turn(3);
        QCOMPARE(watch.told, 6);
        watch.notifier.setEnabled(true);
        turn(3);
        QCOMPARE(watch.told, 9);
    });
}

namespace {

/// Two ends of a TCP connection over loopback.
std::pair<int, int> connectedSockets()
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address); // as the system's headers want it
    ::bind(server, generic, size);
    ::listen(server, 1);
    ::getsockname(server, generic, &size);
    const int near = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ::connect(near, generic, size);
    const int far = ::accept4(server, nullptr, nullptr, SOCK_CLOEXEC);
    ::close(server);
    return { near, far };
}

} // namespace

void TestLoopSockets::urgentDataIsAnException()
{
    underEventLoop([] {
        const auto [near, far] = connectedSockets();
        const Watch urgent(near, QSocketNotifier::Exception);
        QCOMPARE(::send(far, "x", 1, 0), 1);
        turn(3);
        QCOMPARE(urgent.told, 0);
        QCOMPARE(::send(far, "!", 1, MSG_OOB), 1);
        turn(3);
        QVERIFY(urgent.told > 0);
        ::close(near);
        ::close(far);
    });
}

void TestLoopSockets::oneDescriptorHasThreeKinds()
{
    underEventLoop([] {
        const auto [near, far] = connectedSockets();
        const auto write = std::make_unique<Watch>(near, QSocketNotifier::Write);
        auto read = std::make_unique<Watch>(near, QSocketNotifier::Read);
        const auto urgent = std::make_unique<Watch>(near, QSocketNotifier::Exception);
        turn(2);
        QCOMPARE(write->told, 2);
        QCOMPARE(read->told, 0);
        QCOMPARE(::send(far, "x", 1, 0), 1);
        turn(2);
        QCOMPARE(read->told, 2);
        QCOMPARE(urgent->told, 0);
        QCOMPARE(::send(far, "!", 1, MSG_OOB), 1);
        turn(2);
        QCOMPARE(urgent->told, 2);
        // The others stay when one goes.
        read.reset();
        turn(2);
        QCOMPARE(write->told, 8);
        QCOMPARE(urgent->told, 4);
        ::close(far);
        ::close(near);
    });
}

void TestLoopSockets::anEndIsToldToAllKinds()
{
    underEventLoop([] {
        SocketPair pair;
        pair.fill();
        const Watch read(pair.near(), QSocketNotifier::Read);
        const Watch write(pair.near(), QSocketNotifier::Write);
        const Watch urgent(pair.near(), QSocketNotifier::Exception);
        turn(3);
        const int hoped = write.told;
        QCOMPARE(read.told, 0);
        QCOMPARE(urgent.told, 0);
        pair.closeFar();
        turn(2);
        QCOMPARE(read.told, 2);
        QCOMPARE(write.told, hoped + 2);
        QCOMPARE(urgent.told, 2);
    });
}

void TestLoopSockets::whoIsDisabledIsNotTold()
{
    underEventLoop([] {
        const SocketPair pair;
        Watch watch(pair.near(), QSocketNotifier::Read);
        QVERIFY(pair.say());
        watch.notifier.setEnabled(false);
        turn(3);
        QCOMPARE(watch.told, 0);
        watch.notifier.setEnabled(true);
        turn();
        QCOMPARE(watch.told, 1);
        watch.notifier.setEnabled(false);
        turn(3);
        QCOMPARE(watch.told, 1);
        watch.notifier.setEnabled(true);
        turn();
        QCOMPARE(watch.told, 2);
    });
}

void TestLoopSockets::whoIsDisabledByAnotherIsNotTold()
{
    underEventLoop([] {
        const SocketPair pairs[2];
        std::unique_ptr<Watch> watches[2];
        for (const int i : { 0, 1 }) {
            watches[i] = std::make_unique<Watch>(pairs[i].near(), QSocketNotifier::Read, [&, i] {
                watches[1 - i]->notifier.setEnabled(false);
            });
            QVERIFY(pairs[i].say());
        }
        turn();
        QCOMPARE(watches[0]->told + watches[1]->told, 1);
        turn(3);
        QCOMPARE(watches[0]->told + watches[1]->told, 4);
    });
}

void TestLoopSockets::whoIsDeletedByAnotherIsNotTold()
{
    underEventLoop([] {
        const SocketPair pairs[3];
        std::unique_ptr<Watch> watches[3];
        int told = 0;
        for (const int i : { 0, 1, 2 }) {
            watches[i] = std::make_unique<Watch>(pairs[i].near(), QSocketNotifier::Read, [&, i] {
                ++told;
                for (const int other : { 0, 1, 2 }) {
                    if (other != i)
                        watches[other].reset();
                }
            });
            QVERIFY(pairs[i].say());
        }
        turn(2);
        QCOMPARE(told, 2);
    });
}

void TestLoopSockets::whoIsToldMayDeleteItself()
{
    underEventLoop([] {
        SocketPair pair;
        std::unique_ptr<QSocketNotifier> notifier;
        int told = 0;
        for (const auto type : { QSocketNotifier::Read, QSocketNotifier::Write }) {
            notifier = std::make_unique<QSocketNotifier>(pair.near(), type);
            QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] {
                ++told;
                notifier.reset();
            });
            QVERIFY(pair.say());
            turn(3);
            QVERIFY(pair.hear());
        }
        QCOMPARE(told, 2);
    });
}

void TestLoopSockets::whoIsEnabledByAnotherIsToldInTurn()
{
    underEventLoop([] {
        const SocketPair pairs[2];
        Watch second(pairs[1].near(), QSocketNotifier::Read);
        second.notifier.setEnabled(false);
        const Watch first(pairs[0].near(), QSocketNotifier::Read,
                          [&] { second.notifier.setEnabled(true); });
        QVERIFY(pairs[0].say() && pairs[1].say());
        turn();
        QCOMPARE(first.told, 1);
        turn();
        QCOMPARE(second.told, 1);
    });
}

void TestLoopSockets::aLoopInsideTellsTheOthers()
{
    underEventLoop([] {
        const SocketPair pairs[2];
        std::unique_ptr<Watch> watches[2];
        QEventLoop inner;
        for (const int i : { 0, 1 }) {
            watches[i] = std::make_unique<Watch>(pairs[i].near(), QSocketNotifier::Read, [&, i] {
                QVERIFY(pairs[i].hear());
                if (watches[1 - i]->told == 0)
                    inner.exec();
                else
                    inner.quit();
            });
            QVERIFY(pairs[i].say());
        }
        turn(3);
        QCOMPARE(watches[0]->told, 1);
        QCOMPARE(watches[1]->told, 1);
    });
}

void TestLoopSockets::aLoopInsideTellsWhoHasNotRead()
{
    underEventLoop([] {
        const SocketPair pair;
        int depth = 0;
        int deepest = 0;
        const Watch watch(pair.near(), QSocketNotifier::Read, [&] {
            deepest = std::max(deepest, ++depth);
            if (depth < 3)
                turn();
            else
                QVERIFY(pair.hear());
            --depth;
        });
        QVERIFY(pair.say());
        turn();
        QCOMPARE(deepest, 3);
    });
}

void TestLoopSockets::excludedOnesAreToldLater()
{
    underEventLoop([] {
        const SocketPair pair;
        const Watch read(pair.near(), QSocketNotifier::Read);
        const Watch write(pair.near(), QSocketNotifier::Write);
        QVERIFY(pair.say());
        turn(3, QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(read.told, 0);
        QCOMPARE(write.told, 0);
        turn();
        QCOMPARE(read.told, 1);
        QCOMPARE(write.told, 1);
    });
}

QTEST_GUILESS_MAIN(TestLoopSockets)
#include "tst_loopsockets.moc"
