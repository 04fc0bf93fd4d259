#include "client/ui/connectionbanner.h"
#include "common/base/literals.h"
#include "common/protocol/closecodes.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TestConnectionBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_banner = std::make_unique<ConnectionBanner>(m_clock); }
    void cleanup() { m_banner.reset(); }

    void hidesWhenAllIsWell();
    void countsDown();
    void tryNowIsAButton();
    void saysThatItIsBackForOneSecond();
    void firstConnectionSaysNothingWhenItIsQuick();
    void firstConnectionIsNoComeback();
    void refusalSaysWhy();
    void refusalOffersWhatMakesSense_data();
    void refusalOffersWhatMakesSense();

private:
    QPushButton *tryNow() { return m_banner->findChild<QPushButton *>(u"tryNow"_s); }
    QPushButton *changeServer() { return m_banner->findChild<QPushButton *>(u"changeServer"_s); }

    FakeClock m_clock;
    std::unique_ptr<ConnectionBanner> m_banner;
};

void TestConnectionBanner::hidesWhenAllIsWell()
{
    m_banner->showOnline();
    QVERIFY(m_banner->isHidden());
}

void TestConnectionBanner::countsDown()
{
    m_banner->showWaiting(m_clock.now() + 4s);
    QVERIFY(!m_banner->isHidden());
    for (const QString &seconds : { u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s }) {
        QCOMPARE(m_banner->text(), u"No connection. Trying again in %1 s"_s.arg(seconds));
        m_clock.advance(1s);
        m_banner->refresh();
    }
    QCOMPARE(m_banner->text(), u"No connection. Trying again in 0 s"_s); // never below
}

void TestConnectionBanner::tryNowIsAButton()
{
    QSignalSpy wanted(m_banner.get(), &ConnectionBanner::tryNowWanted);
    m_banner->showWaiting(m_clock.now() + 4s);
    QVERIFY(!tryNow()->isHidden());
    tryNow()->click();
    QCOMPARE(wanted.size(), 1);
    m_banner->showTrying();
    QVERIFY(tryNow()->isHidden());
}

void TestConnectionBanner::saysThatItIsBackForOneSecond()
{
    m_banner->showWaiting(m_clock.now() + 1s);
    m_banner->showOnline();
    QCOMPARE(m_banner->text(), u"Back online"_s);
    m_clock.advance(999ms);
    m_banner->refresh();
    QVERIFY(!m_banner->isHidden());
    m_clock.advance(1ms);
    m_banner->refresh();
    QVERIFY(m_banner->isHidden());
}

void TestConnectionBanner::firstConnectionSaysNothingWhenItIsQuick()
{
    m_banner->showConnecting();
    QVERIFY(m_banner->isHidden());
    m_clock.advance(ConnectionBanner::patience);
    m_banner->refresh();
    QVERIFY(!m_banner->isHidden());
}

void TestConnectionBanner::firstConnectionIsNoComeback()
{
    m_banner->showConnecting();
    m_banner->showOnline();
    QVERIFY(m_banner->isHidden());
}

void TestConnectionBanner::refusalSaysWhy()
{
    m_banner->showRefused(int(CloseCode::Superseded));
    QCOMPARE(m_banner->text(), u"You are connected from another window."_s);
    QVERIFY(!tryNow()->isHidden());
}

void TestConnectionBanner::refusalOffersWhatMakesSense_data()
{
    QTest::addColumn<CloseCode>("code");
    QTest::addColumn<QString>("again");
    QTest::addColumn<bool>("offersAnotherServer");
    QTest::newRow("4400") << CloseCode::BadRequest << u"Try again"_s << true;
    QTest::newRow("4401") << CloseCode::Unauthenticated << u"Join again"_s << true;
    QTest::newRow("4403") << CloseCode::Banned << u"Try again"_s << true;
    QTest::newRow("4409") << CloseCode::Superseded << u"Continue here"_s << false;
    QTest::newRow("4426") << CloseCode::WrongVersion << u"Try again"_s << true;
}

void TestConnectionBanner::refusalOffersWhatMakesSense()
{
    QFETCH(const CloseCode, code);
    QSignalSpy wanted(m_banner.get(), &ConnectionBanner::changeServerWanted);
    m_banner->showWaiting(m_clock.now() + 4s);
    QVERIFY(changeServer()->isHidden());
    m_banner->showRefused(int(code));
    QTEST(tryNow()->text(), "again");
    QTEST(!changeServer()->isHidden(), "offersAnotherServer");
    changeServer()->click();
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(TestConnectionBanner)
#include "tst_connectionbanner.moc"
