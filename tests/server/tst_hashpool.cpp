#include "server/auth/hashpool.h"

#include <QTest>

#include <future>

using namespace chat;

class TestHashPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsRunElsewhereAndAnswersHere();
    void soManyRunAtOnceAndSoManyWait();
    void whatIsNotBegunIsDropped();
};

void TestHashPool::jobsRunElsewhereAndAnswersHere()
{
    HashPool pool(2, 64);
    const auto here = std::this_thread::get_id();
    int answers = 0;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(pool.submit([&, here]() -> HashPool::Answer {
            const bool isElsewhere = std::this_thread::get_id() != here;
            return [&answers, here, isElsewhere] {
                QVERIFY(isElsewhere);
                QVERIFY(std::this_thread::get_id() == here);
                ++answers;
            };
        }));
    }
    QTRY_COMPARE(answers, 20);
}

void TestHashPool::soManyRunAtOnceAndSoManyWait()
{
    HashPool pool(2, 3);
    std::promise<void> gate;
    const std::shared_future<void> opened = gate.get_future().share();
    std::atomic<int> running = 0;
    int answers = 0;
    const HashPool::Job job = [&, opened]() -> HashPool::Answer {
        ++running;
        opened.wait();
        return [&answers] { ++answers; };
    };
    QVERIFY(pool.submit(job));
    QVERIFY(pool.submit(job));
    QTRY_COMPARE(running.load(), 2);
    for (int i = 0; i < 3; ++i)
        QVERIFY(pool.submit(job));
    QVERIFY(!pool.submit(job));
    QCOMPARE(running.load(), 2);
    gate.set_value();
    QTRY_COMPARE(answers, 5);
    QVERIFY(pool.submit(job));
    QTRY_COMPARE(answers, 6);
}

void TestHashPool::whatIsNotBegunIsDropped()
{
    std::promise<void> gate;
    const std::shared_future<void> opened = gate.get_future().share();
    std::atomic<int> running = 0;
    int answers = 0;
    {
        HashPool pool(1, 64);
        const HashPool::Job job = [&, opened]() -> HashPool::Answer {
            ++running;
            opened.wait();
            return [&answers] { ++answers; };
        };
        for (int i = 0; i < 10; ++i)
            QVERIFY(pool.submit(job));
        QTRY_COMPARE(running.load(), 1);
        gate.set_value();
    }
    QVERIFY(running <= 10);
    QCoreApplication::processEvents();
    QCOMPARE(answers, 0);
}

QTEST_GUILESS_MAIN(TestHashPool)
#include "tst_hashpool.moc"
