#include "client/ui/timetext.h"
#include "common/base/literals.h"

#include <QTest>

using namespace chat;

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hoursAreThoseOfTheDesk_data();
    void hoursAreThoseOfTheDesk();
    void daysNearTodayHaveNames();
};

void TestTimeText::hoursAreThoseOfTheDesk_data()
{
    QTest::addColumn<QLocale>("words");
    QTest::addColumn<QLocale>("system");
    QTest::addColumn<QString>("text");
    const QLocale english(QLocale::English);
    const QLocale german(QLocale::German);
    QTest::newRow("English in America") << english << english << u"1:05 PM"_s;
    QTest::newRow("English on a French desk")
        << english << QLocale(QLocale::French, QLocale::France) << u"13:05"_s;
    QTest::newRow("English on a German desk") << english << german << u"13:05"_s;
    QTest::newRow("German on an American desk") << german << english << u"1:05 PM"_s;
    QTest::newRow("a desk without a locale") << german << QLocale::c() << u"13:05"_s;
}

void TestTimeText::hoursAreThoseOfTheDesk()
{
    QFETCH(const QLocale, words);
    QFETCH(const QLocale, system);
    // CLDR has narrow spaces before AM and PM in later versions.
    const QString text = words.toString(QTime(13, 5), TimeText::hours(words, system)).simplified();
    QTEST(text, "text");
}

void TestTimeText::daysNearTodayHaveNames()
{
    const QDate today(2026, 1, 2);
    QCOMPARE(TimeText::day(today, today), u"Today"_s);
    QCOMPARE(TimeText::day(today.addDays(-1), today), u"Yesterday"_s);
    QVERIFY(TimeText::day(today.addDays(-2), today).contains(u"2025"_s));
}

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
