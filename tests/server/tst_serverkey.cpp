#include "common/net/websockettransport.h"
#include "server/door/frontdoor.h"
#include "tests/support/tlsfiles.h"
#include "tests/support/waiting.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>
#include <QUrl>

using namespace chat;

namespace {

// A certificate of January 2020 for 127.0.0.1, signed by itself, and its key.
const QByteArray expiredCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBRzCB76ADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z\n"
    "dDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv\n"
    "Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBeIX68B+cyFLPH8aylt\n"
    "8ip+Pl6xWN5TDTlyqKCuv+QHkyeANg17erYzvCkYpY45vwG/hzRtL/QsF8Qal4Yu\n"
    "v9WjMjAwMA8GA1UdEQQIMAaHBH8AAAEwHQYDVR0OBBYEFMTbClKMcQYJaqTp5kQz\n"
    "kmoN5PGTMAoGCCqGSM49BAMCA0cAMEQCIDzBJZNai+24gjce6Y2ncWf5VPbBjIJp\n"
    "XZsFFMqzfAVlAiATW5qP6ahbWgnx5IFxy1QYdVksbhnVzT10QbcSjn09aQ==\n"
    "-----END CERTIFICATE-----\n";
const QByteArray expiredKey = "-----BEGIN PRIVATE KEY-----\n"
                              "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvYbtnIrFZAZFnA2E\n"
                              "tiTw3hAzvgQF7uXuN7HPTm3wP1+hRANCAAQXiF+vAfnMhSzx/GspbfIqfj5esVje\n"
                              "Uw05cqigrr/kB5MngDYNe3q2M7wpGKWOOb8Bv4c0bS/0LBfEGpeGLr/V\n"
                              "-----END PRIVATE KEY-----\n";

} // namespace

/// What a client's transport does with the key that a server shows.
class TestServerKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theExpectedKeyIsEnough();
    void anUnknownKeyEndsItAndIsTold();
    void anotherKeyThanTheExpectedOneEndsIt();
    void anAuthoritysWordIsEnough();
    void anAuthoritysWordIsForOneHost();
    void anAuthoritysWordIsNotEnoughForAnotherKey();
    void anAuthoritysWordDoesNotLastForEver();
    void nothingIsSaidToAnUnknownKey_data();
    void nothingIsSaidToAnUnknownKey();
    void plainTextInsteadOfTlsIsAFailure();

private:
    QUrl url(const QString &host = u"127.0.0.1"_s) const
    {
        return QUrl(u"wss://%1:%2"_s.arg(host).arg(m_door->port()));
    }
    /// How it ends; nothing when it opens.
    static std::optional<CloseReason> endOf(Transport &transport)
    {
        QSignalSpy opened(&transport, &Transport::opened);
        std::optional<CloseReason> end;
        connect(&transport, &Transport::closed, &transport,
                [&end](const CloseReason &reason) { end = reason; });
        if (!waitUntil([&] { return !opened.isEmpty() || end; }))
            qFatal("neither opened nor closed");
        transport.disconnect();
        return end;
    }
    /// Makes the certificate one that this machine trusts.
    void trustThePair() const
    {
        QSslConfiguration configuration = m_usual;
        configuration.addCaCertificate(m_pair.identity().configuration.localCertificate());
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    const QSslConfiguration m_usual = QSslConfiguration::defaultConfiguration();
    const TlsPair m_pair;
    const Fingerprint m_key = m_pair.identity().fingerprint;
    const Fingerprint m_otherKey = TlsPair().identity().fingerprint;
    std::vector<std::unique_ptr<Transport>> m_yielded;
    std::unique_ptr<FrontDoor> m_door;
};

void TestServerKey::init()
{
    m_door = std::make_unique<FrontDoor>(
        [this](std::unique_ptr<Transport> transport, const Strangers::Place &) {
            m_yielded.push_back(std::move(transport));
        });
    QVERIFY(m_door->listen({ .address = QHostAddress::AnyIPv4, .port = 0 }, m_pair.identity()));
}

// Sockets say goodbye in later turns, and after the last test there are none.
void TestServerKey::cleanup()
{
    QSslConfiguration::setDefaultConfiguration(m_usual);
    for (const auto &transport : m_yielded)
        transport->abort();
    m_yielded.clear();
    m_door.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestServerKey::theExpectedKeyIsEnough()
{
    // Another name than the certificate's.
    const auto transport = WebSocketTransport::connectTo(url(u"127.0.0.2"_s), m_key);
    QVERIFY(!endOf(*transport));
    QTRY_COMPARE(m_yielded.size(), 1U);
    QSignalSpy received(transport.get(), &Transport::received);
    m_yielded.front()->send(Frame::fromJson("{}"));
    QTRY_COMPARE(received.size(), 1);
}

void TestServerKey::anUnknownKeyEndsItAndIsTold()
{
    const auto transport = WebSocketTransport::connectTo(url());
    const auto end = endOf(*transport);
    QVERIFY(end);
    QCOMPARE(end->code, int(CloseCode::Untrusted));
    QCOMPARE(end->text, m_key.toHex());
    QVERIFY(!end->isClean);
    QVERIFY(m_yielded.empty());
}

void TestServerKey::anotherKeyThanTheExpectedOneEndsIt()
{
    const auto transport = WebSocketTransport::connectTo(url(), m_otherKey);
    const auto end = endOf(*transport);
    QVERIFY(end);
    QCOMPARE(end->code, int(CloseCode::Untrusted));
    QCOMPARE(end->text, m_key.toHex());
    QVERIFY(m_yielded.empty());
}

void TestServerKey::anAuthoritysWordIsEnough()
{
    trustThePair();
    const auto transport = WebSocketTransport::connectTo(url());
    QVERIFY(!endOf(*transport));
}

void TestServerKey::anAuthoritysWordIsForOneHost()
{
    trustThePair();
    const auto transport = WebSocketTransport::connectTo(url(u"127.0.0.2"_s));
    const auto end = endOf(*transport);
    QVERIFY(end);
    QCOMPARE(end->code, int(CloseCode::Untrusted));
}

void TestServerKey::anAuthoritysWordIsNotEnoughForAnotherKey()
{
    trustThePair();
    const auto transport = WebSocketTransport::connectTo(url(), m_otherKey);
    const auto end = endOf(*transport);
    QVERIFY(end);
    QCOMPARE(end->code, int(CloseCode::Untrusted));
    QCOMPARE(end->text, m_key.toHex());
}

void TestServerKey::anAuthoritysWordDoesNotLastForEver()
{
    const QTemporaryDir folder;
    const TlsFiles files { .certificate = folder.filePath(u"c.pem"_s),
                           .key = folder.filePath(u"k.pem"_s) };
    QVERIFY(writePrivate(files.certificate, expiredCertificate));
    QVERIFY(writePrivate(files.key, expiredKey));
    const auto expired = readTlsIdentity(files);
    QVERIFY(expired);
    m_door->useIdentity(*expired);
    QSslConfiguration configuration = m_usual;
    configuration.addCaCertificate(expired->configuration.localCertificate());
    QSslConfiguration::setDefaultConfiguration(configuration);
    const auto unexpected = WebSocketTransport::connectTo(url());
    const auto end = endOf(*unexpected);
    QVERIFY(end);
    QCOMPARE(end->code, int(CloseCode::Untrusted));
    // To who knows the key, dates say nothing.
    const auto expected = WebSocketTransport::connectTo(url(), expired->fingerprint);
    QVERIFY(!endOf(*expected));
}

void TestServerKey::nothingIsSaidToAnUnknownKey_data()
{
    QTest::addColumn<bool>("isVouchedFor");
    QTest::addColumn<Fingerprint>("expected");
    QTest::newRow("nobody vouches for it") << false << Fingerprint();
    QTest::newRow("it is not the expected one") << false << m_otherKey;
    QTest::newRow("vouched for, and not the expected one") << true << m_otherKey;
}

void TestServerKey::nothingIsSaidToAnUnknownKey()
{
    QFETCH(const bool, isVouchedFor);
    QFETCH(const Fingerprint, expected);
    if (isVouchedFor)
        trustThePair();
    QSslServer server;
    server.setSslConfiguration(m_pair.identity().configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray heard;
    int ended = 0;
    connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this,
                [&heard, socket] { heard += socket->readAll(); });
        connect(socket, &QTcpSocket::disconnected, this, [&ended] { ++ended; });
    });
    // TLS 1.3 is through at the server only when the client has finished.
    connect(&server, &QSslServer::errorOccurred, this, [&ended] { ++ended; });
    const auto transport = WebSocketTransport::connectTo(
        QUrl(u"wss://127.0.0.1:%1"_s.arg(server.serverPort())), expected);
    QVERIFY(endOf(*transport));
    QTRY_VERIFY(ended > 0);
    QCOMPARE(heard, QByteArray());
}

void TestServerKey::plainTextInsteadOfTlsIsAFailure()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    const auto transport = WebSocketTransport::connectTo(
        QUrl(u"wss://127.0.0.1:%1"_s.arg(server.serverPort())), m_key);
    const QSignalSpy failed(transport.get(), &Transport::failed);
    const auto end = endOf(*transport);
    QVERIFY(end);
    QVERIFY(mayComeBack(end->code)); // it may be a server that is being set up
}

QTEST_GUILESS_MAIN(TestServerKey)
#include "tst_serverkey.moc"
