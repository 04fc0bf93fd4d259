#include "common/base/limits.h"
#include "common/base/literals.h"
#include "server/auth/attempts.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TestAttempts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePauseDoublesWithEveryWrongOne();
    void tenCanBeMadeInAQuarterOfAnHour();
    void aQuietQuarterOfAnHourForgivesAll();
    void theRightOneCleansTheSlate();
    void twoAtOnceAreOneTooMany();
    void whatWasNotLookedAtDoesNotCount();
    void namesHaveNothingToDoWithEachOther();
    void anAddressHasFiveAMinute();
    void theRightOnesOfAnAddressAreFree();
    void aFloodOfNamesIsForgottenByHalves();

private:
    static QString address(int i) { return u"address %1"_s.arg(i); }

    Instant m_start { 1h };
};

void TestAttempts::thePauseDoublesWithEveryWrongOne()
{
    Attempts attempts;
    Instant now = m_start;
    for (const auto pause : { 1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s, 900s }) {
        QVERIFY(!attempts.begin(u"ada"_s, address(int(pause.count())), now));
        QCOMPARE(attempts.begin(u"ada"_s, address(0), now), pause);
        QCOMPARE(attempts.begin(u"ada"_s, address(0), now + pause - 1ms), 1ms);
        now += pause;
    }
}

void TestAttempts::tenCanBeMadeInAQuarterOfAnHour()
{
    Attempts attempts;
    int made = 0;
    for (Instant now = m_start; now < m_start + 15min; now += 500ms) {
        if (!attempts.begin(u"ada"_s, address(made), now))
            ++made;
    }
    QCOMPARE(made, 10);
}

void TestAttempts::aQuietQuarterOfAnHourForgivesAll()
{
    Attempts attempts;
    Instant now = m_start;
    for (int i = 0; i < 8; ++i) {
        QVERIFY(!attempts.begin(u"ada"_s, address(i), now));
        now += *attempts.begin(u"ada"_s, address(i), now);
    }
    now += limits::attemptPauseMost;
    QVERIFY(!attempts.begin(u"ada"_s, address(0), now));
    QCOMPARE(attempts.begin(u"ada"_s, address(0), now), 1s);
}

void TestAttempts::theRightOneCleansTheSlate()
{
    Attempts attempts;
    Instant now = m_start;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!attempts.begin(u"ada"_s, address(i), now));
        now += *attempts.begin(u"ada"_s, address(i), now);
    }
    QVERIFY(!attempts.begin(u"ada"_s, address(4), now));
    attempts.succeeded(u"ada"_s, address(4), now);
    QVERIFY(!attempts.begin(u"ada"_s, address(4), now));
    QCOMPARE(attempts.begin(u"ada"_s, address(4), now), 1s);
}

void TestAttempts::twoAtOnceAreOneTooMany()
{
    Attempts attempts;
    QVERIFY(!attempts.begin(u"ada"_s, address(1), m_start));
    QVERIFY(attempts.begin(u"ada"_s, address(2), m_start));
}

void TestAttempts::whatWasNotLookedAtDoesNotCount()
{
    Attempts attempts;
    for (int i = 0; i < 100; ++i) {
        QVERIFY(!attempts.begin(u"ada"_s, address(1), m_start));
        attempts.undo(u"ada"_s, address(1), m_start);
    }
}

void TestAttempts::namesHaveNothingToDoWithEachOther()
{
    Attempts attempts;
    QVERIFY(!attempts.begin(u"ada"_s, address(1), m_start));
    QVERIFY(!attempts.begin(u"bob"_s, address(1), m_start));
}

void TestAttempts::anAddressHasFiveAMinute()
{
    Attempts attempts;
    for (int i = 0; i < 5; ++i)
        QVERIFY(!attempts.begin(QString::number(i), address(1), m_start));
    QCOMPARE(attempts.begin(u"ada"_s, address(1), m_start), 12s);
    QVERIFY(!attempts.begin(u"ada"_s, address(2), m_start));
    QVERIFY(!attempts.begin(u"bob"_s, address(1), m_start + 12s));
    QCOMPARE(attempts.begin(u"eve"_s, address(1), m_start + 12s), 12s);
}

void TestAttempts::theRightOnesOfAnAddressAreFree()
{
    Attempts attempts;
    for (int i = 0; i < 50; ++i) {
        QVERIFY(!attempts.begin(QString::number(i), address(1), m_start));
        attempts.succeeded(QString::number(i), address(1), m_start);
    }
}

void TestAttempts::aFloodOfNamesIsForgottenByHalves()
{
    Attempts attempts;
    Instant now = m_start;
    QVERIFY(!attempts.begin(u"first"_s, address(0), now));
    for (int i = 1; i < limits::remembered; ++i) {
        now += 1ms;
        QVERIFY(!attempts.begin(u"%1"_s.arg(i), address(i), now));
    }
    QVERIFY(attempts.begin(u"9999"_s, address(-1), now));
    QVERIFY(!attempts.begin(u"one more"_s, address(-2), now));
    // The newer half is remembered still.
    QVERIFY(attempts.begin(u"9999"_s, address(-3), now));
}

QTEST_GUILESS_MAIN(TestAttempts)
#include "tst_attempts.moc"
