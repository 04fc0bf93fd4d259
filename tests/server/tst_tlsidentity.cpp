#include "tests/support/tlsfiles.h"

#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace chat;

class TestTlsIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAPairThatNamesTheServer();
    void aPairThatIsThereStays();
    void theKeyIsItsOwnersAlone();
    void aKeyWithoutItsCertificateIsMadeAnew();
    void aCertificateWithoutItsKeyIsRefused();
    void aFolderThatCanNotBeWrittenToIsRefused();
    void readsChainAndKey();
    void whatIsNoPairIsRefusedInOneSentence_data();
    void whatIsNoPairIsRefusedInOneSentence();
    void aKeyThatEverybodyCanReadIsRefused();

private:
    TlsFiles filesIn(const QString &folder) const
    {
        QDir(m_folder.path()).mkpath(folder);
        return { .certificate = m_folder.filePath(folder + u"/c.pem"_s),
                 .key = m_folder.filePath(folder + u"/k.pem"_s) };
    }
    static void verifySentence(const Error &error, const QString &words)
    {
        QVERIFY2(error.detail.contains(words), qPrintable(error.detail));
        QVERIFY(!error.detail.contains(u'\n'));
    }

    const TlsNames m_names { .hosts = { u"desk"_s, u"desk.local"_s },
                             .addresses = { QHostAddress(u"192.0.2.7"_s),
                                            QHostAddress(u"2001:db8::7"_s),
                                            QHostAddress(u"fe80::7%eth0"_s) } };
    QTemporaryDir m_folder;
};

void TestTlsIdentity::makesAPairThatNamesTheServer()
{
    const TlsFiles files = filesIn(u"made"_s);
    QVERIFY(ensureTlsFiles(files, m_names));
    const auto identity = readTlsIdentity(files);
    QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
    const QSslCertificate certificate = identity->configuration.localCertificate();
    QCOMPARE(certificate.version(), "3");
    QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList { u"desk"_s });
    QCOMPARE(certificate.issuerInfo(QSslCertificate::CommonName), QStringList { u"desk"_s });
    const auto names = certificate.subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
    QVERIFY(names.contains(QSsl::DnsEntry, u"desk.local"_s));
    QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2); // a link-local one is nobody's name
    QVERIFY(names.contains(QSsl::IpAddressEntry, u"192.0.2.7"_s));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(certificate.effectiveDate() < now);
    QVERIFY(certificate.expiryDate() > now.addYears(9));
    QCOMPARE(identity->fingerprint, Fingerprint::ofCertificate(certificate.toDer()));
    QCOMPARE(identity->configuration.privateKey().algorithm(), QSsl::Ec);
    QCOMPARE(identity->configuration.privateKey().length(), 256);
}

void TestTlsIdentity::aPairThatIsThereStays()
{
    const TlsFiles files = filesIn(u"stays"_s);
    QVERIFY(ensureTlsFiles(files, m_names));
    const Fingerprint before = readTlsIdentity(files)->fingerprint;
    QVERIFY(ensureTlsFiles(files, m_names));
    QCOMPARE(readTlsIdentity(files)->fingerprint, before);
    const TlsFiles others = filesIn(u"others"_s);
    QVERIFY(ensureTlsFiles(others, m_names));
    QVERIFY(readTlsIdentity(others)->fingerprint != before);
}

void TestTlsIdentity::theKeyIsItsOwnersAlone()
{
    const TlsFiles files = filesIn(u"private"_s);
    QVERIFY(ensureTlsFiles(files, m_names));
    const auto forOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther;
    QVERIFY(!(QFileInfo(files.key).permissions() & forOthers));
}

void TestTlsIdentity::aKeyWithoutItsCertificateIsMadeAnew()
{
    const TlsFiles files = filesIn(u"cut"_s);
    QVERIFY(writePrivate(files.key, "half a k"));
    QVERIFY(ensureTlsFiles(files, m_names));
    QVERIFY(readTlsIdentity(files));
}

void TestTlsIdentity::aCertificateWithoutItsKeyIsRefused()
{
    const TlsFiles files = filesIn(u"lost"_s);
    QVERIFY(ensureTlsFiles(files, m_names));
    QVERIFY(QFile::remove(files.key));
    const auto refused = ensureTlsFiles(files, m_names);
    QVERIFY(!refused);
    verifySentence(refused.error(), files.key);
    QVERIFY(!QFile::exists(files.key));
}

void TestTlsIdentity::aFolderThatCanNotBeWrittenToIsRefused()
{
    const TlsFiles files { .certificate = u"/proc/c.pem"_s, .key = u"/proc/k.pem"_s };
    const auto refused = ensureTlsFiles(files, m_names);
    QVERIFY(!refused);
    verifySentence(refused.error(), u"/proc/k.pem can not be written"_s);
}

void TestTlsIdentity::readsChainAndKey()
{
    const TlsPair pair;
    const TlsPair other;
    const TlsFiles files = filesIn(u"chain"_s);
    QVERIFY(writePrivate(files.certificate, pair.pem().certificate + other.pem().certificate));
    QVERIFY(writePrivate(files.key, pair.pem().key));
    const auto identity = readTlsIdentity(files);
    QVERIFY(identity);
    QCOMPARE(identity->configuration.localCertificateChain().size(), 2);
    QCOMPARE(identity->fingerprint, pair.identity().fingerprint);
    QCOMPARE(identity->configuration.protocol(), QSsl::TlsV1_2OrLater);
}

void TestTlsIdentity::whatIsNoPairIsRefusedInOneSentence_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("words");
    const TlsPair pair;
    const TlsPair other;
    const SelfSigned &pem = pair.pem();
    QTest::newRow("no certificate") << QByteArray() << pem.key << u"c.pem can not be read"_s;
    QTest::newRow("no key") << pem.certificate << QByteArray() << u"k.pem can not be read"_s;
    QTest::newRow("garbage") << QByteArray("tea") << pem.key << u"holds no certificate"_s;
    QTest::newRow("garbled") << pem.certificate.left(200) << pem.key << u"holds no certificate"_s;
    QTest::newRow("garbage as key") << pem.certificate << QByteArray("tea") << u"holds no key"_s;
    QTest::newRow("swapped") << pem.key << pem.certificate << u"holds no certificate"_s;
    QTest::newRow("no pair") << pem.certificate << other.pem().key << u"is not the one of"_s;
}

void TestTlsIdentity::whatIsNoPairIsRefusedInOneSentence()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const QString, words);
    const TlsFiles files = filesIn(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(certificate.isEmpty() || writePrivate(files.certificate, certificate));
    QVERIFY(key.isEmpty() || writePrivate(files.key, key));
    const auto refused = readTlsIdentity(files);
    QVERIFY(!refused);
    verifySentence(refused.error(), words);
}

void TestTlsIdentity::aKeyThatEverybodyCanReadIsRefused()
{
    const TlsPair pair;
    QFile key(pair.files().key);
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QVERIFY(key.setPermissions(owner | QFileDevice::ReadGroup));
    QVERIFY(readTlsIdentity(pair.files()));
    QVERIFY(key.setPermissions(owner | QFileDevice::ReadOther));
    const auto refused = readTlsIdentity(pair.files());
    QVERIFY(!refused);
    verifySentence(refused.error(), u"chmod 600"_s);
}

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
