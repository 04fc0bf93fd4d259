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
    void keepsNamesOfAllScripts_data();
    void keepsNamesOfAllScripts();
    void comparesWithoutCase();
    void lookAlikesClash_data();
    void lookAlikesClash();
    void looksOfAnyLengthAreCompared();
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
    QTest::newRow("ligature") << u"\ufb01n"_s << u"fin"_s;
    QTest::newRow("spaces of other kinds")
        << u"Ada\u00a0\u3000\u2028Lovelace"_s << u"Ada Lovelace"_s;
    QTest::newRow("a heart that is red") << u"\u2764\ufe0f"_s << u"\u2764"_s;
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
    QTest::newRow("bidi isolate") << u"a\u2066b"_s;
    QTest::newRow("joiner") << u"a\u200db"_s;
    QTest::newRow("word joiner") << u"a\u2060b"_s;
    QTest::newRow("byte order mark") << u"\ufeffada"_s;
    QTest::newRow("soft hyphen") << u"a\u00adda"_s;
    QTest::newRow("tag beyond the first plane") << u"ada\U000e0061"_s;
    QTest::newRow("selector beyond the first plane") << u"ada\U000e0101"_s;
    QTest::newRow("private use beyond the first plane") << u"\U000f0000"_s;
    QTest::newRow("private use") << u"\ue000"_s;
    QTest::newRow("not assigned") << u"\U0003fffe"_s;
    QTest::newRow("a letter that is room") << u"\u3164"_s;
    QTest::newRow("a syllable that is room") << u"a\u115fb"_s;
    QTest::newRow("braille without dots") << u"\u2800"_s;
    QTest::newRow("joined graphemes") << u"a\u034fb"_s;
    QTest::newRow("only an accent") << u"\u0301"_s;
    QTest::newRow("line") << u"a\u2028b"_s;
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u'b';
    QTest::newRow("half a character") << u"a"_s + QChar(0xd83d);
    QTest::newRow("too long") << QString(limits::userNameLength + 1, u'a');
}

void TestNames::refusesWhatCanNotBeSeen()
{
    QFETCH(const QString, name);
    QVERIFY(!names::isAcceptable(name));
    QVERIFY(names::isAcceptable(u"Ada"_s));
    QVERIFY(names::isAcceptable(QString(limits::userNameLength, u'a')));
}

void TestNames::keepsNamesOfAllScripts_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("Latin") << u"Bj\u00f6rk Gu\u00f0mundsd\u00f3ttir"_s;
    QTest::newRow("Cyrillic") << u"\u0410\u043d\u043d\u0430"_s;
    QTest::newRow("Arabic") << u"\u0641\u0627\u0637\u0645\u0629"_s;
    QTest::newRow("Devanagari") << u"\u092e\u0940\u0930\u093e"_s;
    QTest::newRow("Han") << u"\u674e\u5c0f\u9f99"_s;
    QTest::newRow("Hangul") << u"\uae40\ubbfc\uc900"_s;
    QTest::newRow("emoji") << u"\U0001f600"_s;
    QTest::newRow("marks") << u"O'Neil-Smith, Jr."_s;
    QTest::newRow("digits") << u"007"_s;
}

void TestNames::keepsNamesOfAllScripts()
{
    QFETCH(const QString, name);
    QCOMPARE(names::tidied(name), name);
    QVERIFY(names::isAcceptable(name));
}

void TestNames::comparesWithoutCase()
{
    QCOMPARE(names::key(u"ADA"_s), names::key(u"ada"_s));
    QCOMPARE(names::key(u"STRASSE"_s), names::key(u"strasse"_s));
    QVERIFY(names::key(u"ada"_s) != names::key(u"bob"_s));
}

void TestNames::lookAlikesClash_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("clash");
    const auto row = [](const char *what, const QString &one, const QString &other, bool clash) {
        QTest::newRow(what) << one << other << clash;
    };
    row("the same", u"Ada"_s, u"Ada"_s, true);
    row("another case", u"Ada"_s, u"aDA"_s, true);
    row("a Cyrillic letter", u"ada"_s, u"\u0430da"_s, true);
    row("all Cyrillic", u"cop"_s, u"\u0441\u043e\u0440"_s, true);
    row("Greek, in capitals", u"Anna"_s, u"\u0391NNA"_s, true);
    row("Cyrillic, in another case", u"Ada"_s, u"\u0410DA"_s, true);
    row("Cherokee", u"DAY"_s, u"\u13a0\u13aaY"_s, true);
    row("capital i for l", u"paypal"_s, u"paypaI"_s, true);
    row("one for l", u"paypal"_s, u"paypa1"_s, true);
    row("mathematical", u"ada"_s, names::tidied(u"\U0001d41a\U0001d41d\U0001d41a"_s), true);
    row("others", u"Ada"_s, u"Eva"_s, false);
    row("i is not l in lower case", u"Ian"_s, u"Lan"_s, false);
    row("an accent", u"Rene"_s, u"Ren\u00e9"_s, false);
    row("numbers", u"Ada 2"_s, u"Ada 3"_s, false);
    row("Cyrillic like nothing Latin", u"Zhanna"_s, u"\u0416\u0430\u043d\u043d\u0430"_s, false);
}

void TestNames::lookAlikesClash()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, clash);
    const names::Claims a = names::claims(one);
    const names::Claims b = names::claims(other);
    QCOMPARE(a[0] == b[0] || a[1] == b[1] || a[2] == b[2], clash);
}

void TestNames::looksOfAnyLengthAreCompared()
{
    // One character that looks like eighteen, as often as a name may have it.
    const QString longest(limits::userNameLength, QChar(0xfdfa));
    QVERIFY(names::claims(longest)[1].size() > 10 * longest.size());
    QVERIFY(names::claims(longest)[1] != names::claims(longest.chopped(1))[1]);
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
