#include "client/core/typingexpiry.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

class TestTypingExpiry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDueAtFirst();
    void markExpiresAfterSixSeconds();
    void markThatIsRenewedLastsLonger();
    void forgottenMarkDoesNotExpire();
    void marksExpireInTheOrderOfTheirTimes();

private:
    FakeClock m_clock;
};

void TestTypingExpiry::nothingIsDueAtFirst()
{
    TypingExpiry marks;
    QVERIFY(!marks.due());
    QVERIFY(marks.takeExpired(m_clock.now()).isEmpty());
}

void TestTypingExpiry::markExpiresAfterSixSeconds()
{
    TypingExpiry marks;
    marks.note(tea, bob, m_clock.now());
    QCOMPARE(*marks.due(), m_clock.now() + 6s);
    QVERIFY(marks.takeExpired(m_clock.now() + 5999ms).isEmpty());
    const auto expired = marks.takeExpired(m_clock.now() + 6s);
    QCOMPARE(expired.size(), 1);
    QCOMPARE(expired.first().user, bob);
    QVERIFY(!marks.due());
}

void TestTypingExpiry::markThatIsRenewedLastsLonger()
{
    TypingExpiry marks;
    marks.note(tea, bob, m_clock.now());
    marks.note(tea, bob, m_clock.now() + 4s);
    QVERIFY(marks.takeExpired(m_clock.now() + 6s).isEmpty());
    QCOMPARE(marks.takeExpired(m_clock.now() + 10s).size(), 1);
}

void TestTypingExpiry::forgottenMarkDoesNotExpire()
{
    TypingExpiry marks;
    marks.note(tea, bob, m_clock.now());
    marks.note(general, bob, m_clock.now());
    marks.forget(tea, bob);
    const auto expired = marks.takeExpired(m_clock.now() + 6s);
    QCOMPARE(expired.size(), 1);
    QCOMPARE(expired.first().room, general);
}

void TestTypingExpiry::marksExpireInTheOrderOfTheirTimes()
{
    TypingExpiry marks;
    marks.note(tea, ada, m_clock.now());
    marks.note(tea, bob, m_clock.now() + 1s);
    marks.note(tea, ada, m_clock.now() + 2s);
    QCOMPARE(*marks.due(), m_clock.now() + 7s);
    QCOMPARE(marks.takeExpired(m_clock.now() + 7s).first().user, bob);
    QCOMPARE(*marks.due(), m_clock.now() + 8s);
}

QTEST_GUILESS_MAIN(TestTypingExpiry)
#include "tst_typingexpiry.moc"
