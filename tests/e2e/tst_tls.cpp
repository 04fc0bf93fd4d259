#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"
#include "tests/support/tlsfiles.h"
#include "tests/support/tlssocket.h"

#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace chat;

/// A server of its own process, and TLS.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsOwnKeyOutlivesIt();
    void aPairThatIsGivenIsUsed();
    void aPairThatIsNoGoodIsSaidInOneSentence_data();
    void aPairThatIsNoGoodIsSaidInOneSentence();
    void itsOwnKeyThatIsGoneIsSaidInOneSentence();
    void hangupReadsThePairAgain();
    void aBrokenPairKeepsTheOldOne();
    void slowConsumerOverTlsIsClosed();
    void halfOpenHandshakesDelayNobody();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server, const Fingerprint &key)
    {
        auto client = std::make_unique<TestClient>(
            WebSocketTransport::connectTo(server.tlsUrl(), key), m_clock);
        return client->waitFor<Welcome>() ? std::move(client) : nullptr;
    }
    QStringList given(const TlsFiles &files) const
    {
        return { u"--set"_s, u"tls.certificate="_s + files.certificate, u"--set"_s,
                 u"tls.key="_s + files.key };
    }
    static bool replace(const TlsFiles &files, const SelfSigned &pem)
    {
        return writePrivate(files.certificate, pem.certificate) && writePrivate(files.key, pem.key);
    }
    static void verifyRefusal(ServerProcess &server, const QString &words)
    {
        QCOMPARE(server.exitCode(), 1);
        const QString errors = server.errors();
        const QString sentence =
            errors.sliced(std::max<qsizetype>(0, errors.indexOf("confabd: "_L1)));
        QVERIFY2(sentence.contains(words), qPrintable(errors));
        QCOMPARE(sentence.trimmed().count(u'\n'), 0);
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
};

void TestTls::itsOwnKeyOutlivesIt()
{
    ServerProcess server(m_folder.filePath(u"own"_s));
    QVERIFY(server.start());
    const Fingerprint key = server.fingerprint();
    QVERIFY(!key.isEmpty());
    QVERIFY(connectTo(server, key));
    const QString log = server.errors();
    QVERIFY2(log.contains(key.toWords().join(u' ')), qPrintable(log));
    QCOMPARE(server.terminate(), 0);
    QVERIFY(server.start());
    QCOMPARE(server.fingerprint(), key);
    QVERIFY(connectTo(server, key)->authenticate(u"ada"_s).id != UserId());
}

void TestTls::aPairThatIsGivenIsUsed()
{
    const TlsPair pair;
    ServerProcess server(m_folder.filePath(u"given"_s));
    QVERIFY(server.start(given(pair.files())));
    QCOMPARE(server.fingerprint(), pair.identity().fingerprint);
    QVERIFY(connectTo(server, pair.identity().fingerprint));
    QVERIFY(!QFile::exists(m_folder.filePath(u"given/tls-key.pem"_s)));
}

void TestTls::aPairThatIsNoGoodIsSaidInOneSentence_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<bool>("isForEverybody");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << QByteArray() << false << u"c.pem can not be read"_s;
    QTest::newRow("broken") << QByteArray("tea") << false << u"holds no certificate"_s;
    QTest::newRow("another's") << TlsPair().pem().certificate << false << u"is not the one of"_s;
    QTest::newRow("a key for everybody") << TlsPair().pem().certificate << true << u"chmod 600"_s;
}

void TestTls::aPairThatIsNoGoodIsSaidInOneSentence()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const bool, isForEverybody);
    QFETCH(const QString, words);
    const TlsFiles files { .certificate = m_folder.filePath(u"c.pem"_s),
                           .key = m_folder.filePath(u"k.pem"_s) };
    QFile::remove(files.certificate);
    QVERIFY(certificate.isEmpty() || writePrivate(files.certificate, certificate));
    QVERIFY(writePrivate(files.key, TlsPair().pem().key));
    QVERIFY(!isForEverybody
            || QFile(files.key).setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
    ServerProcess server(m_folder.filePath(u"no good"_s));
    QVERIFY(!server.start(given(files)));
    verifyRefusal(server, words);
}

void TestTls::itsOwnKeyThatIsGoneIsSaidInOneSentence()
{
    ServerProcess server(m_folder.filePath(u"gone"_s));
    QVERIFY(server.start());
    QCOMPARE(server.terminate(), 0);
    server.errors();
    const QString key = m_folder.filePath(u"gone/tls-key.pem"_s);
    QVERIFY(QFile::remove(key));
    QVERIFY(!server.start());
    verifyRefusal(server, key);
}

void TestTls::hangupReadsThePairAgain()
{
    const TlsPair pair;
    ServerProcess server(m_folder.filePath(u"hangup"_s));
    QVERIFY(server.start(given(pair.files())));
    const auto ada = connectTo(server, pair.identity().fingerprint);
    QVERIFY(ada);
    const TlsPair next;
    QVERIFY(replace(pair.files(), next.pem()));
    const Fingerprint key = next.identity().fingerprint;
    server.reload();
    QString log;
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.contains(key.toHex());
    }));
    QVERIFY(connectTo(server, key));
    QVERIFY(ada->authenticate(u"ada"_s).id != UserId()); // nobody was thrown out
}

void TestTls::aBrokenPairKeepsTheOldOne()
{
    const TlsPair pair;
    const SelfSigned pem = pair.pem();
    const Fingerprint key = pair.identity().fingerprint;
    ServerProcess server(m_folder.filePath(u"kept"_s));
    QVERIFY(server.start(given(pair.files())));
    QVERIFY(replace(pair.files(), { .certificate = pem.certificate, .key = TlsPair().pem().key }));
    server.errors();
    server.reload();
    QString log;
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.contains("the certificate in use stays"_L1);
    }));
    QCOMPARE(log.trimmed().count(u'\n'), 0);
    QVERIFY(connectTo(server, key));
}

void TestTls::slowConsumerOverTlsIsClosed()
{
    ServerProcess server(m_folder.filePath(u"slow"_s));
    QVERIFY(server.start({ u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                           u"limits.sends_burst=1000000"_s, u"--set"_s,
                           u"server.durability=normal"_s }));
    const auto ada = connectTo(server, server.fingerprint());
    QVERIFY(ada);
    ada->authenticate(u"ada"_s);
    QVERIFY(ada->join(u"tea"_s));

    TlsSocket lazy(server.port());
    lazy.setReadBufferSize(1024);
    const auto say = [&lazy](const QByteArray &json) {
        lazy.write("\x81" + QByteArray(1, char(0x80 | json.size())) + QByteArray(4, '\0') + json);
    };
    lazy.write(upgradeRequest);
    QVERIFY(waitUntil([&] { return lazy.bytesAvailable() > 0; }));
    say(R"({"type":"authenticate","data":{"name":"lazy"}})");
    say(R"({"type":"join-room","data":{"roomId":"tea"}})");
    QVERIFY(waitUntil([&] { return ada->count<UserPresence>() > 0; }));

    QString log;
    const QString line(limits::messageLength, u'x');
    for (int i = 0; i < 4000 && !log.contains("reads too slowly"_L1); ++i) {
        QVERIFY(ada->say(u"tea"_s, line));
        log += server.errors();
    }
    QVERIFY(log.contains("reads too slowly"_L1));
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.contains("session 2 ended"_L1);
    }));
    ada->settle();
    QVERIFY(!ada->closed());
}

void TestTls::halfOpenHandshakesDelayNobody()
{
    ServerProcess server(m_folder.filePath(u"half"_s));
    QVERIFY(server.start());
    std::vector<std::unique_ptr<QTcpSocket>> stuck;
    for (int i = 0; i < 500; ++i) {
        stuck.push_back(std::make_unique<QTcpSocket>());
        stuck.back()->connectToHost(QHostAddress::LocalHost, server.port());
        // Some stop within their first message, some after it.
        stuck.back()->write(clientHello(0x0303).first(i % 2 ? 20 : clientHello(0x0303).size()));
    }
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(stuck, [](const auto &socket) {
            return socket->state() != QAbstractSocket::ConnectingState
                && socket->bytesToWrite() == 0;
        });
    }));
    const auto ada = connectTo(server, server.fingerprint());
    QVERIFY(ada);
    QVERIFY(ada->authenticate(u"ada"_s).id != UserId());
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(stuck, [](const auto &socket) {
            return socket->state() == QAbstractSocket::UnconnectedState;
        });
    }));
    QVERIFY(ada->join(u"tea"_s));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
