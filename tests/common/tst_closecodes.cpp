#include "common/protocol/closecodes.h"

#include <QTest>

using namespace chat;

class CloseCodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void only44xxAnd1015MeanStayAway_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("comesBack");
        for (const int code :
             { 0, 1000, 1001, 1002, 1006, 1011, 1012, 1013, 4000, 4399, 4500, 4999 })
            QTest::addRow("%d", code) << code << true;
        for (const int code : { 1015, 4400, 4401, 4426, 4450, 4499 })
            QTest::addRow("%d", code) << code << false;
    }

    void only44xxAnd1015MeanStayAway()
    {
        QFETCH(const int, code);
        QFETCH(const bool, comesBack);
        QCOMPARE(mayComeBack(code), comesBack);
    }

    void ourCodesSayWhatTheyMean()
    {
        QVERIFY(!mayComeBack(int(CloseCode::Untrusted)));
        QVERIFY(!mayComeBack(int(CloseCode::Banned)));
        QVERIFY(!mayComeBack(int(CloseCode::Superseded)));
        QVERIFY(!mayComeBack(int(CloseCode::WrongVersion)));
        QVERIFY(mayComeBack(int(CloseCode::GoingAway)));
        QVERIFY(mayComeBack(int(CloseCode::TooSlow)));
        QVERIFY(mayComeBack(int(CloseCode::NoAnswer)));
    }

    void aReasonIsAnAbruptEndUnlessToldOtherwise()
    {
        QCOMPARE(CloseReason().code, 1006);
        QVERIFY(!CloseReason().isClean);
    }
};

QTEST_GUILESS_MAIN(CloseCodesTest)
#include "tst_closecodes.moc"
