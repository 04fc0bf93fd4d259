#include "client/core/typingsender.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

class TestTypingSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstKeyIsToldAtOnce();
    void furtherKeysAreToldEveryTwoSeconds();
    void sentLineStartsAnew();
    void roomsDoNotHoldEachOtherUp();

private:
    FakeClock m_clock;
};

void TestTypingSender::firstKeyIsToldAtOnce()
{
    TypingSender sender;
    QVERIFY(sender.typed(tea, m_clock.now()));
}

void TestTypingSender::furtherKeysAreToldEveryTwoSeconds()
{
    TypingSender sender;
    int told = 0;
    for (int key = 0; key < 100; ++key) { // for 9.9 s
        told += sender.typed(tea, m_clock.now()) ? 1 : 0;
        m_clock.advance(100ms);
    }
    QCOMPARE(told, 5);
}

void TestTypingSender::sentLineStartsAnew()
{
    TypingSender sender;
    QVERIFY(sender.typed(tea, m_clock.now()));
    sender.finished(tea);
    QVERIFY(sender.typed(tea, m_clock.now()));
}

void TestTypingSender::roomsDoNotHoldEachOtherUp()
{
    TypingSender sender;
    QVERIFY(sender.typed(tea, m_clock.now()));
    QVERIFY(sender.typed(general, m_clock.now()));
    QVERIFY(!sender.typed(tea, m_clock.now()));
}

QTEST_GUILESS_MAIN(TestTypingSender)
#include "tst_typingsender.moc"
