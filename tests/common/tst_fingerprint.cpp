#include "common/base/fingerprint.h"
#include "common/base/literals.h"
#include "common/base/wordlist.h"

#include <QSet>
#include <QTest>

using namespace chat;

class TestFingerprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheHashOfTheKeyInTheCertificate();
    void whatIsNoCertificateHasNone();
    void hexIsReadAsPeopleWriteIt_data();
    void hexIsReadAsPeopleWriteIt();
    void eightWordsStandForItsBeginning();
    void noWordIsThereTwice();
};

namespace {

// Made by: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=tea
// Its key's digest by: openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum
const QByteArray certificate = QByteArray::fromBase64(
    "MIIBcDCCARegAwIBAgIUWF0ZDIf2Y5TSGDWzQhqg2ChHbEcwCgYIKoZIzj0EAwIwDjEMMAoGA1UE"
    "AwwDdGVhMB4XDTI2MTEyNDIxMjM0OVoXDTM2MTEyMTIxMjM0OVowDjEMMAoGA1UEAwwDdGVhMFkw"
    "EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEF4hfrwH5zIUs8fxrKW3yKn4+XrFY3lMNOXKooK6/5AeT"
    "J4A2DXt6tjO8KRiljjm/Ab+HNG0v9CwXxBqXhi6/1aNTMFEwHQYDVR0OBBYEFMTbClKMcQYJaqTp"
    "5kQzkmoN5PGTMB8GA1UdIwQYMBaAFMTbClKMcQYJaqTp5kQzkmoN5PGTMA8GA1UdEwEB/wQFMAMB"
    "Af8wCgYIKoZIzj0EAwIDRwAwRAIgTtSp1bR9XntiUjLijGF74hZH/pO0zulL1Rf9EY2u3QMCICwD"
    "Lp9MWFheaMNVfKFICRM1jl2ta2cQWVS+aQrISjG2");
const QString digest = u"c0866e9a3845b04605776d446162a439299efbd427c38ee21e93bf284efbd401"_s;

} // namespace

void TestFingerprint::isTheHashOfTheKeyInTheCertificate()
{
    QCOMPARE(Fingerprint::ofCertificate(certificate).toHex(), digest);
}

void TestFingerprint::whatIsNoCertificateHasNone()
{
    QVERIFY(Fingerprint().isEmpty());
    QVERIFY(Fingerprint::ofCertificate({}).isEmpty());
    QVERIFY(Fingerprint::ofCertificate(QByteArray(300, '\xff')).isEmpty());
    QVERIFY(Fingerprint::ofCertificate(QByteArray(300, '\x30')).isEmpty());
    for (qsizetype size = 0; size < certificate.size(); ++size)
        QVERIFY(Fingerprint::ofCertificate(certificate.first(size)).isEmpty());
}

void TestFingerprint::hexIsReadAsPeopleWriteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("plain") << digest << true;
    QTest::newRow("upper case") << digest.toUpper() << true;
    QString withColons = digest;
    for (qsizetype at = digest.size() - 2; at > 0; at -= 2)
        withColons.insert(at, u':');
    QTest::newRow("colons") << withColons << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("short") << digest.chopped(2) << false;
    QTest::newRow("long") << digest + u"00"_s << false;
    QTest::newRow("no digits") << QString(64, u'x') << false;
    QTest::newRow("a hole") << digest.chopped(1) + u'g' << false;
}

void TestFingerprint::hexIsReadAsPeopleWriteIt()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isOne);
    const auto read = Fingerprint::fromHex(text);
    QCOMPARE(read.has_value(), isOne);
    if (isOne)
        QCOMPARE(*read, Fingerprint::ofCertificate(certificate));
}

void TestFingerprint::eightWordsStandForItsBeginning()
{
    const auto one = Fingerprint::fromHex(u"0001feff"_s + QString(56, u'0'));
    QCOMPARE(one->toWords(),
             QStringList({ u"acid"_s, u"acorn"_s, u"turtle"_s, u"violin"_s, u"acid"_s, u"acid"_s,
                           u"acid"_s, u"acid"_s }));
    QCOMPARE(Fingerprint().toWords(), QStringList());
}

void TestFingerprint::noWordIsThereTwice()
{
    const QSet<QLatin1StringView> words(wordList().begin(), wordList().end());
    QCOMPARE(words.size(), 256);
}

QTEST_GUILESS_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
