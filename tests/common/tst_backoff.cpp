#include "common/base/backoff.h"
#include "tests/support/seededrandom.h"

#include <QTest>

#include <array>

using namespace chat;
using namespace std::chrono_literals;

namespace {

/// Always the largest number: the far end of every range.
class LargestRandom final : public Random
{
public:
    quint64 next() override { return ~quint64 { 0 }; }
};

} // namespace

class BackoffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void basesDoubleUpToTheCap()
    {
        constexpr std::array bases { 1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s, 30s, 30s };
        SeededRandom random(1);
        Backoff backoff;
        for (const auto base : bases) {
            QCOMPARE(backoff.base(), base);
            (void)backoff.next(random);
        }
    }

    void everyDrawIsWithinHalfToOneBaseAndTheMeanIsThreeQuarters()
    {
        constexpr int draws = 10'000;
        SeededRandom random(2);
        Backoff backoff;
        double sum = 0;
        for (int i = 0; i < draws; ++i) {
            if (i % 10 == 0)
                backoff.reset();
            const auto base = static_cast<double>(backoff.base().count());
            const double factor = static_cast<double>(backoff.next(random).count()) / base;
            QVERIFY2(factor >= 0.5 && factor < 1.0, qPrintable(QString::number(factor)));
            sum += factor;
        }
        const double mean = sum / draws;
        QVERIFY2(mean > 0.74 && mean < 0.76, qPrintable(QString::number(mean)));
    }

    void theLargestRandomNumberStaysBelowTheHighEnd()
    {
        LargestRandom random;
        QVERIFY(random.uniform() < 1.0);
        QVERIFY(random.uniform(0.5, 1.0) < 1.0);
    }

    void attemptsCountUntilReset()
    {
        SeededRandom random(3);
        Backoff backoff;
        for (int i = 0; i < 12; ++i)
            (void)backoff.next(random);
        QCOMPARE(backoff.attempts(), 12);
        backoff.reset();
        QCOMPARE(backoff.attempts(), 0);
        QCOMPARE(backoff.base(), 1000ms);
    }

    void aThousandAttemptsStayAtTheCap()
    {
        SeededRandom random(4);
        Backoff backoff(Backoff::Policy { .first = 1h, .cap = 24h });
        for (int i = 0; i < 1000; ++i)
            (void)backoff.next(random);
        QCOMPARE(backoff.base(), std::chrono::milliseconds { 24h });
    }
};

QTEST_GUILESS_MAIN(BackoffTest)
#include "tst_backoff.moc"
