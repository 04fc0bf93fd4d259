#include "common/base/literals.h"
#include "tests/support/descriptors.h"
#include "tests/support/eventloops.h"
#include "tests/support/filelimit.h"

#include <QRegularExpression>
#include <QTemporaryFile>

#include <vector>

using namespace chat;

/// What becomes of notifiers when their descriptors are closed, used again, no sockets or many,
/// with each event loop.
class TestLoopDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEventLoopRows(); }

    void aDescriptorReplacedByAnotherIsNotTold();
    void aReplacedDescriptorIsWatched();
    void aDescriptorClosedUnderItsNotifierIsReplaced();
    void aCopyOfAClosedDescriptorIsNotHeard();
    void aClosedDescriptorIsDisabled();
    void aFileIsAlwaysReady();
    void moreThanATurnTellsAreToldAll();
};

void TestLoopDescriptors::aDescriptorReplacedByAnotherIsNotTold()
{
    underEventLoop([] {
        SocketPair pairs[2];
        SocketPair later;
        std::unique_ptr<Watch> watches[2];
        std::unique_ptr<Watch> replacement;
        for (const int i : { 0, 1 }) {
            watches[i] = std::make_unique<Watch>(pairs[i].near(), QSocketNotifier::Read, [&, i] {
                QVERIFY(pairs[i].hear());
                SocketPair &other = pairs[1 - i];
                watches[1 - i].reset();
                later.replaceNearOf(other);
                replacement = std::make_unique<Watch>(later.near(), QSocketNotifier::Read);
            });
            QVERIFY(pairs[i].say());
        }
        turn(3);
        QVERIFY(replacement);
        QCOMPARE(replacement->told, 0);
        QVERIFY(later.say());
        turn();
        QCOMPARE(replacement->told, 1);
    });
}

void TestLoopDescriptors::aReplacedDescriptorIsWatched()
{
    underEventLoop([] {
        SocketPair pair;
        SocketPair later;
        auto watch = std::make_unique<Watch>(pair.near(), QSocketNotifier::Read);
        turn();
        watch.reset();
        later.replaceNearOf(pair);
        watch = std::make_unique<Watch>(later.near(), QSocketNotifier::Read); // all in one turn
        QVERIFY(later.say());
        turn();
        QCOMPARE(watch->told, 1);
    });
}

void TestLoopDescriptors::aDescriptorClosedUnderItsNotifierIsReplaced()
{
    underEventLoop([] {
        SocketPair pair;
        SocketPair later;
        auto watch = std::make_unique<Watch>(pair.near(), QSocketNotifier::Read);
        turn();
        later.replaceNearOf(pair);
        watch.reset();
        watch = std::make_unique<Watch>(later.near(), QSocketNotifier::Read);
        QVERIFY(later.say());
        turn();
        QCOMPARE(watch->told, 1);
    });
}

void TestLoopDescriptors::aCopyOfAClosedDescriptorIsNotHeard()
{
    underEventLoop([] {
        SocketPair pair;
        SocketPair later;
        const int copy = ::fcntl(pair.near(), F_DUPFD_CLOEXEC, 0); // as in a child process
        auto watch = std::make_unique<Watch>(pair.near(), QSocketNotifier::Read);
        SocketPair bystander;
        const Watch other(bystander.near(), QSocketNotifier::Read);
        turn();
        watch.reset();
        later.replaceNearOf(pair);
        watch = std::make_unique<Watch>(later.near(), QSocketNotifier::Read);
        QVERIFY(pair.say()); // the copy is readable
        turn(2);
        QVERIFY(!turn());
        QCOMPARE(watch->told, 0);
        QVERIFY(later.say() && bystander.say());
        turn();
        QCOMPARE(watch->told, 1);
        QCOMPARE(other.told, 1);
        ::close(copy);
    });
}

void TestLoopDescriptors::aClosedDescriptorIsDisabled()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"disabl"_s));
    underEventLoop([] {
        SocketPair pair;
        const int number = pair.near();
        pair.closeNear();
        const Watch watch(number, QSocketNotifier::Read);
        turn(3);
        QVERIFY(!watch.notifier.isEnabled());
        QCOMPARE(watch.told, 0);
    });
}

void TestLoopDescriptors::aFileIsAlwaysReady()
{
    underEventLoop([] {
        QTemporaryFile file;
        QVERIFY(file.open());
        const SocketPair pair;
        const Watch socket(pair.near(), QSocketNotifier::Read);
        {
            Watch read(file.handle(), QSocketNotifier::Read);
            const Watch write(file.handle(), QSocketNotifier::Write);
            const Watch urgent(file.handle(), QSocketNotifier::Exception);
            turn(4, QEventLoop::WaitForMoreEvents);
            QCOMPARE(read.told, 4);
            QCOMPARE(write.told, 4);
            QCOMPARE(urgent.told, 0);
            QVERIFY(pair.say());
            read.notifier.setEnabled(false);
            turn();
            QCOMPARE(socket.told, 1);
            QCOMPARE(read.told, 4);
            QCOMPARE(write.told, 5);
        }
        QVERIFY(pair.hear());
        QVERIFY(!turn(2));
    });
}

void TestLoopDescriptors::moreThanATurnTellsAreToldAll()
{
    constexpr int count = 1500; // more than one call of epoll_wait() yields
    QVERIFY(filelimit::set(0, 4096));
    underEventLoop([] {
        const SocketPair pair;
        QVERIFY(pair.say());
        std::vector<int> copies;
        std::vector<std::unique_ptr<Watch>> watches;
        for (int i = 0; i < count; ++i) {
            copies.push_back(::fcntl(pair.near(), F_DUPFD_CLOEXEC, 0));
            QVERIFY(copies.back() >= 0);
            watches.push_back(std::make_unique<Watch>(copies.back(), QSocketNotifier::Read));
        }
        turn(2);
        for (const auto &watch : watches)
            QVERIFY(watch->told > 0);
        watches.clear();
        turn();
        for (const int copy : copies)
            ::close(copy);
    });
}

QTEST_GUILESS_MAIN(TestLoopDescriptors)
#include "tst_loopdescriptors.moc"
