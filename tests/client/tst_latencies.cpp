#include "client/ctl/load/latencies.h"
#include "tests/support/seededrandom.h"

#include <QList>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace chat;
using namespace std::chrono_literals;

class TestLatencies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsZero();
    void oneIsEveryPercentile();
    void smallTimesAreExact();
    void percentilesAreRightToASixtyFourth();
    void largestIsExact();
    void negativeCountsAsNothing();
    void aDayAndANanosecondFit();
};

void TestLatencies::nothingIsZero()
{
    const Latencies latencies;
    QCOMPARE(latencies.count(), 0);
    QCOMPARE(latencies.percentile(0.99), Latencies::Duration::zero());
    QCOMPARE(latencies.largest(), Latencies::Duration::zero());
}

void TestLatencies::oneIsEveryPercentile()
{
    Latencies latencies;
    latencies.add(1234567ns);
    for (const double share : { 0.0, 0.5, 0.99, 1.0 })
        QCOMPARE(latencies.percentile(share), Latencies::Duration(1234567ns));
}

void TestLatencies::smallTimesAreExact()
{
    Latencies latencies;
    for (int time = 1; time <= 100; ++time)
        latencies.add(Latencies::Duration(time));
    QCOMPARE(latencies.percentile(0.50), Latencies::Duration(50ns));
    QCOMPARE(latencies.percentile(0.95), Latencies::Duration(95ns));
    QCOMPARE(latencies.percentile(1.0), Latencies::Duration(100ns));
}

void TestLatencies::percentilesAreRightToASixtyFourth()
{
    SeededRandom random(7);
    Latencies latencies;
    QList<qint64> times;
    for (int i = 0; i < 20'000; ++i) {
        const auto time = static_cast<qint64>(std::exp(random.uniform(0, 25))); // up to 72 s
        times.append(time);
        latencies.add(Latencies::Duration(time));
    }
    std::ranges::sort(times);
    for (const double share : { 0.01, 0.5, 0.9, 0.99, 0.999 }) {
        const auto index = static_cast<qsizetype>(std::ceil(share * 20'000)) - 1;
        const auto exact = static_cast<double>(times.at(index));
        const auto found = static_cast<double>(latencies.percentile(share).count());
        QVERIFY2(found >= exact && found <= exact * (1 + 1.0 / 64),
                 qPrintable(QString::number(share)));
    }
}

void TestLatencies::largestIsExact()
{
    Latencies latencies;
    latencies.add(5s);
    latencies.add(1234567891ns);
    QCOMPARE(latencies.largest(), Latencies::Duration(5s));
    QCOMPARE(latencies.percentile(1.0), Latencies::Duration(5s));
}

void TestLatencies::negativeCountsAsNothing()
{
    Latencies latencies;
    latencies.add(-5ns);
    QCOMPARE(latencies.count(), 1);
    QCOMPARE(latencies.percentile(1.0), Latencies::Duration::zero());
}

void TestLatencies::aDayAndANanosecondFit()
{
    Latencies latencies;
    latencies.add(1ns);
    latencies.add(Latencies::Duration::max());
    latencies.add(24h);
    QCOMPARE(latencies.percentile(0.3), Latencies::Duration(1ns));
    QCOMPARE(latencies.percentile(1.0), Latencies::Duration::max());
}

QTEST_GUILESS_MAIN(TestLatencies)
#include "tst_latencies.moc"
