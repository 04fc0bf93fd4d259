#include "common/base/limits.h"
#include "common/base/literals.h"
#include "server/auth/passwordhash.h"
#include "server/auth/passwordrules.h"

#include <QTest>

using namespace chat;

/// What a password may be, and how it is kept.
class TestPasswords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(passwordhash::prepare()); }

    void theHashIsArgon2idAtOwaspsCost();
    void theSamePasswordHasManyHashes();
    void onlyThePasswordItselfIsRight();
    void whatIsNoHashIsNobodys();
    void aHashAtAnotherCostIsDated();
    void simpleOnesAreRefused_data();
    void simpleOnesAreRefused();
    void allKeyboardsWriteTheSamePassword();

private:
    static constexpr passwordhash::Cost cheap { .passes = 1, .bytes = 8192 };
};

void TestPasswords::theHashIsArgon2idAtOwaspsCost()
{
    const auto hash = passwordhash::hash(u"correct horse"_s, {});
    QVERIFY(hash);
    QVERIFY2(hash->startsWith(u"$argon2id$v=19$m=19456,t=2,p=1$"_s), qPrintable(*hash));
    QVERIFY(passwordhash::verify(*hash, u"correct horse"_s));
    QVERIFY(!hash->contains(u"horse"_s));
}

void TestPasswords::theSamePasswordHasManyHashes()
{
    QVERIFY(*passwordhash::hash(u"correct horse"_s, cheap)
            != *passwordhash::hash(u"correct horse"_s, cheap));
}

void TestPasswords::onlyThePasswordItselfIsRight()
{
    const QString longest = QString(limits::passwordMost - 1, u'x') + u'y';
    for (const QString &password :
         { u"correct horse"_s, longest, u"\u00e9\u4e2d\U0001f600 12345678"_s }) {
        const QString hash = *passwordhash::hash(password, cheap);
        QVERIFY(passwordhash::verify(hash, password));
        for (const QString &other : { password.chopped(1), password + u' ', password.toUpper(),
                                      QString(), password.left(5) + QChar(0) })
            QVERIFY(!passwordhash::verify(hash, other));
    }
}

void TestPasswords::whatIsNoHashIsNobodys()
{
    for (const QString &stored :
         { QString(), u"correct horse"_s, u"$argon2id$"_s, QString(1000, u'$') })
        QVERIFY(!passwordhash::verify(stored, u"correct horse"_s));
}

void TestPasswords::aHashAtAnotherCostIsDated()
{
    const QString hash = *passwordhash::hash(u"correct horse"_s, cheap);
    QVERIFY(!passwordhash::isDated(hash, cheap));
    QVERIFY(passwordhash::isDated(hash, { .passes = 2, .bytes = 8192 }));
    QVERIFY(passwordhash::isDated(hash, {}));
}

void TestPasswords::simpleOnesAreRefused_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("words") << u"correct horse"_s << true;
    QTest::newRow("12") << u"abcdef123456"_s << true;
    QTest::newRow("11") << u"abcdef12345"_s << false;
    QTest::newRow("128") << u"abcde"_s + QString(limits::passwordMost - 5, u'x') << true;
    QTest::newRow("129") << u"abcde"_s + QString(limits::passwordMost - 4, u'x') << false;
    QTest::newRow("one letter") << QString(20, u'a') << false;
    QTest::newRow("one letter in two cases") << u"aAaAaAaAaAaAaAaA"_s << false;
    QTest::newRow("four letters") << u"abcdabcdabcdabcd"_s << false;
    QTest::newRow("the name") << u"Ada Lovelace!"_s << false;
    QTest::newRow("the name in it") << u"ada lovelace is here"_s << true;
    // Twelve as typed, six as kept.
    QTest::newRow("accents apart") << u"e\u0301a\u0301i\u0301o\u0301u\u0301y\u0301"_s << false;
}

void TestPasswords::simpleOnesAreRefused()
{
    QFETCH(const QString, password);
    QFETCH(const bool, isFine);
    const auto checked = passwordrules::check(passwordrules::normalized(password),
                                              u"Ada Lovelace"_s, limits::passwordLeast);
    QCOMPARE(bool(checked), isFine);
    if (!isFine) {
        QCOMPARE(checked.error().code, ErrorCode::InvalidMessage);
        QVERIFY(!checked.error().detail.contains(password));
    }
}

void TestPasswords::allKeyboardsWriteTheSamePassword()
{
    const QString hash =
        *passwordhash::hash(passwordrules::normalized(u"caf\u00e9 au lait!"_s), cheap);
    QVERIFY(passwordhash::verify(hash, passwordrules::normalized(u"cafe\u0301 au lait!"_s)));
}

QTEST_GUILESS_MAIN(TestPasswords)
#include "tst_passwords.moc"
