#include "common/base/tokenbucket.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TokenBucketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBurstIsFreeAndTheNextMustWait()
    {
        FakeClock clock;
        TokenBucket bucket(5, 20, clock.now());
        for (int i = 0; i < 20; ++i)
            QVERIFY(!bucket.take(1, clock.now()));
        const auto wait = bucket.take(1, clock.now());
        QVERIFY(wait);
        QCOMPARE(*wait, 200ms);
    }

    void aRefusedTakeCostsNothing()
    {
        FakeClock clock;
        TokenBucket bucket(1, 1, clock.now());
        QVERIFY(!bucket.take(1, clock.now()));
        for (int i = 0; i < 100; ++i)
            QVERIFY(bucket.take(1, clock.now()));
        clock.advance(1s);
        QVERIFY(!bucket.take(1, clock.now()));
    }

    void aLongRestFillsNoMoreThanTheBurst()
    {
        FakeClock clock;
        TokenBucket bucket(5, 3, clock.now());
        clock.advance(24h);
        for (int i = 0; i < 3; ++i)
            QVERIFY(!bucket.take(1, clock.now()));
        QVERIFY(bucket.take(1, clock.now()));
    }

    void theSteadyRateIsThePromisedOne()
    {
        FakeClock clock;
        TokenBucket bucket(5, 1, clock.now());
        int taken = 0;
        for (int ms = 0; ms < 10'000; ms += 10, clock.advance(10ms))
            taken += bucket.take(1, clock.now()) ? 0 : 1;
        QCOMPARE(taken, 50);
    }

    void aCostOverTheBurstIsPaidByAFullBucket()
    {
        FakeClock clock;
        TokenBucket bucket(10, 5, clock.now());
        QVERIFY(!bucket.take(1000, clock.now()));
        QCOMPARE(bucket.take(1000, clock.now()).value_or(0ms), 500ms);
    }

    // A client that waits as long as it was told must not be refused again.
    void afterTheToldWaitTheTakeSucceeds()
    {
        FakeClock clock;
        SeededRandom random(7);
        for (int i = 0; i < 20'000; ++i) {
            const double rate = random.uniform(0.01, 100);
            TokenBucket bucket(rate, 1 + random.uniform(0, 20), clock.now());
            std::optional<std::chrono::milliseconds> wait;
            double cost = 0;
            while (!wait) {
                cost = random.uniform(0.1, 3);
                wait = bucket.take(cost, clock.now());
            }
            clock.advance(*wait);
            const auto again = bucket.take(cost, clock.now());
            QVERIFY2(!again, qPrintable(QString::number(rate, 'g', 17)));
        }
    }
};

QTEST_GUILESS_MAIN(TokenBucketTest)
#include "tst_tokenbucket.moc"
