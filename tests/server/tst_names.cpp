#include "common/base/limits.h"
#include "common/base/literals.h"
#include "server/core/names.h"

#include <QTest>

using namespace chat;

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tidies_data();
    void tidies();
    void refusesWhatCanNotBeSeen_data();
    void refusesWhatCanNotBeSeen();
    void comparesWithoutCase();
    void numberedStaysWithinTheLimit();
};

void TestNames::tidies_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("kept");
    QTest::newRow("as it is") << u"Ada"_s << u"Ada"_s;
    QTest::newRow("spaces") << u"  Ada \t Lovelace "_s << u"Ada Lovelace"_s;
    QTest::newRow("composed") << u"A\u0308da"_s << u"\u00c4da"_s;
    QTest::newRow("compatible") << u"\uff21da"_s << u"Ada"_s;
}

void TestNames::tidies()
{
    QFETCH(const QString, given);
    QFETCH(const QString, kept);
    QCOMPARE(names::tidied(given), kept);
}

void TestNames::refusesWhatCanNotBeSeen_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("control") << u"a\u0007b"_s;
    QTest::newRow("bidi override") << u"a\u202eb"_s;
    QTest::newRow("zero width") << u"a\u200bb"_s;
    QTest::newRow("too long") << QString(limits::userNameLength + 1, u'a');
}

void TestNames::refusesWhatCanNotBeSeen()
{
    QFETCH(const QString, name);
    QVERIFY(!names::isAcceptable(name));
    QVERIFY(names::isAcceptable(u"Ada"_s));
    QVERIFY(names::isAcceptable(QString(limits::userNameLength, u'a')));
}

void TestNames::comparesWithoutCase()
{
    QCOMPARE(names::key(u"ADA"_s), names::key(u"ada"_s));
    QCOMPARE(names::key(u"STRASSE"_s), names::key(u"strasse"_s));
    QVERIFY(names::key(u"ada"_s) != names::key(u"bob"_s));
}

void TestNames::numberedStaysWithinTheLimit()
{
    QCOMPARE(names::numbered(u"Ada"_s, 2), u"Ada 2"_s);
    const QString longest(limits::userNameLength, u'a');
    QCOMPARE(names::numbered(longest, 999).size(), qsizetype(limits::userNameLength));
    const QString pairs = u"\U0001F600"_s.repeated(limits::userNameLength / 2);
    QVERIFY(names::numbered(pairs, 12).isValidUtf16());
}

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
