#include "client/core/readreports.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

class TestReadReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDueAtFirst();
    void firstReportGoesAtOnce();
    void laterOnesAreCollected();
    void reportNeverGoesBack();
    void roomThatIsNotLiveWaits();
    void forgottenRoomIsNotReported();

private:
    FakeClock m_clock;
};

void TestReadReports::nothingIsDueAtFirst()
{
    ReadReports reports;
    QVERIFY(!reports.due({ tea }));
    QVERIFY(reports.take({ tea }, m_clock.now()).isEmpty());
}

void TestReadReports::firstReportGoesAtOnce()
{
    ReadReports reports;
    reports.note(tea, Seq::fromNumber(4));
    const auto told = reports.take({ tea }, m_clock.now());
    QCOMPARE(told, (QList { MarkRead { .roomId = tea, .seq = Seq::fromNumber(4) } }));
    QVERIFY(!reports.due({ tea }));
}

void TestReadReports::laterOnesAreCollected()
{
    ReadReports reports;
    reports.note(tea, Seq::fromNumber(1));
    const Instant start = m_clock.now();
    QCOMPARE(reports.take({ tea }, start).size(), 1);
    for (int seq = 2; seq <= 9; ++seq)
        reports.note(tea, Seq::fromNumber(seq));
    QVERIFY(reports.take({ tea }, start + limits::markReadEvery - 1ms).isEmpty());
    QCOMPARE(*reports.due({ tea }), start + limits::markReadEvery);
    const auto told = reports.take({ tea }, start + limits::markReadEvery);
    QCOMPARE(told, (QList { MarkRead { .roomId = tea, .seq = Seq::fromNumber(9) } }));
}

void TestReadReports::reportNeverGoesBack()
{
    ReadReports reports;
    reports.note(tea, Seq::fromNumber(9));
    reports.note(tea, Seq::fromNumber(3));
    QCOMPARE(reports.take({ tea }, m_clock.now()).first().seq, Seq::fromNumber(9));
}

void TestReadReports::roomThatIsNotLiveWaits()
{
    ReadReports reports;
    reports.note(tea, Seq::fromNumber(1));
    QVERIFY(reports.take({ general }, m_clock.now()).isEmpty());
    QVERIFY(!reports.due({ general }));
    QCOMPARE(reports.take({ tea }, m_clock.now()).size(), 1);
}

void TestReadReports::forgottenRoomIsNotReported()
{
    ReadReports reports;
    reports.note(tea, Seq::fromNumber(1));
    reports.forget(tea);
    QVERIFY(reports.take({ tea }, m_clock.now()).isEmpty());
}

QTEST_GUILESS_MAIN(TestReadReports)
#include "tst_readreports.moc"
