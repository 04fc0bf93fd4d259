#include "common/base/clock.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class ClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreWrittenInUtcWithMilliseconds()
    {
        QCOMPARE(toIsoText(FakeClock().wallTime()), u"2026-01-01T12:00:00.000Z"_s);
        QCOMPARE(toIsoText(Timestamp { 0ms }), u"1970-01-01T00:00:00.000Z"_s);
        QCOMPARE(toIsoText(Timestamp { 7ms }), u"1970-01-01T00:00:00.007Z"_s);
    }

    void textLeadsBackToTheTime()
    {
        SeededRandom random(1);
        for (int i = 0; i < 10'000; ++i) {
            // Until the year 9999, the last one that the text form has.
            const Timestamp time { std::chrono::milliseconds { random.next() % 253402300800000 } };
            const auto read = fromIsoText(toIsoText(time));
            QVERIFY2(read, qPrintable(toIsoText(time)));
            QCOMPARE(*read, time);
        }
    }

    void anyOtherTextIsNoTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("word") << u"yesterday"_s;
        QTest::newRow("date") << u"2026-01-01"_s;
        QTest::newRow("local") << u"2026-01-01T12:00:00.000"_s;
        QTest::newRow("offset") << u"2026-01-01T12:00:00.000+01:00"_s;
        QTest::newRow("zero offset") << u"2026-01-01T12:00:00.000+00:00"_s;
        QTest::newRow("no milliseconds") << u"2026-01-01T12:00:00Z"_s;
        QTest::newRow("one decimal") << u"2026-01-01T12:00:00.5Z"_s;
        QTest::newRow("lower case") << u"2026-01-01t12:00:00.000z"_s;
        QTest::newRow("space") << u"2026-01-01 12:00:00.000Z"_s;
        QTest::newRow("spaces around") << u" 2026-01-01T12:00:00.000Z "_s;
        QTest::newRow("no such day") << u"2026-02-30T12:00:00.000Z"_s;
        QTest::newRow("no such hour") << u"2026-01-01T25:00:00.000Z"_s;
        QTest::newRow("hour 24") << u"2026-01-01T24:00:00.000Z"_s;
        QTest::newRow("leap second") << u"2016-12-31T23:59:60.000Z"_s;
        QTest::newRow("tail") << u"2026-01-01T12:00:00.000Z!"_s;
        QTest::newRow("digits of another script") << u"٢٠٢٦-01-01T12:00:00.000Z"_s;
    }

    void anyOtherTextIsNoTime()
    {
        QFETCH(const QString, text);
        QVERIFY(!fromIsoText(text));
    }

    void theSystemClockMovesOn()
    {
        const SystemClock clock;
        const Instant first = clock.now();
        QTRY_VERIFY(clock.now() > first);
    }
};

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
