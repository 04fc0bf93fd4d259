#include "client/ui/languages.h"
#include "client/ui/readerstext.h"
#include "common/base/literals.h"

#include <QTest>

using namespace chat;

class TestReadersText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Languages().use(u"en"_s); }
    void readersAreNamedOrCounted_data();
    void readersAreNamedOrCounted();
    void namesDoNotTurnTheSentence();
};

void TestReadersText::readersAreNamedOrCounted_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("brief");
    QTest::addColumn<QString>("full");
    const QString en = u"en"_s;
    const QStringList two { u"Ada"_s, u"Bob"_s };
    QStringList twenty;
    for (int i = 1; i <= 20; ++i)
        twenty << u"P%1"_s.arg(i);
    QTest::newRow("one") << en << QStringList { u"Ada"_s } << u"Read by Ada"_s << u"Read by Ada"_s;
    QTest::newRow("two") << en << two << u"Read by 2"_s << u"Read by Ada and Bob"_s;
    QTest::newRow("three") << en << (two + QStringList { u"Cleo"_s }) << u"Read by 3"_s
                           << u"Read by Ada, Bob, and Cleo"_s;
    QTest::newRow("nameless") << en << QStringList { {} } << u"Read by 1"_s << u"Read by 1"_s;
    QTest::newRow("one nameless") << en << (two + QStringList { {} }) << u"Read by 3"_s
                                  << u"Read by Ada and Bob and 1 more"_s;
    QTest::newRow("twenty") << en << twenty << u"Read by 20"_s
                            << u"Read by P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, and P12 "
                               "and 8 more"_s;
    QTest::newRow("German") << u"de"_s << two << u"Gelesen von 2"_s << u"Gelesen von Ada und Bob"_s;
    QTest::newRow("Arabic") << u"ar"_s << two << u"قرأها شخصان"_s << u"قرأها Ada وBob"_s;
}

void TestReadersText::readersAreNamedOrCounted()
{
    QFETCH(QString, language);
    QFETCH(QStringList, names);
    Languages languages;
    languages.use(language);
    QTEST(ReadersText::brief(names), "brief");
    QTEST(ReadersText::full(names), "full");
}

void TestReadersText::namesDoNotTurnTheSentence()
{
    const QString text = ReadersText::full({ u"a\u202Eb\nc%1"_s, u"\u0622\u062F\u0645"_s });
    QVERIFY(!text.contains(u'\u202E'));
    QVERIFY(!text.contains(u'\n'));
    QVERIFY(text.contains(u"ab c%1"_s));
    QVERIFY(text.contains(u"\u2068\u0622\u062F\u0645\u2069"_s));
}

QTEST_MAIN(TestReadersText)
#include "tst_readerstext.moc"
