#include "server/door/frontdoor.h"
#include "tests/support/tlsfiles.h"
#include "tests/support/tlssocket.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace chat;
using namespace std::chrono_literals;

/// One port for TLS and for plain text.
class TestTlsDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void yieldsATransportOverTls();
    void plainTextAndTlsShareThePort();
    void framesBeforeTheAnswerAreRefusedInTlsToo();
    void plainTextIsToldWhereTlsIs();
    void tlsBefore12IsRefused_data();
    void tlsBefore12IsRefused();
    void garbageInsteadOfTlsIsClosed_data();
    void garbageInsteadOfTlsIsClosed();
    void theHandshakeIsPartOfTheHeadsTime_data();
    void theHandshakeIsPartOfTheHeadsTime();
    void halfOpenHandshakesKeepNobodyOut();
    void anotherCertificateIsForNewConnections();
    void aReaderThatDoesNotReadHasABacklog();
    void whatATurnHasSaidIsSentAtItsEnd();
    void whatWasSaidBeforeTheCloseArrives();
    void anAbortTakesBackWhatTheTurnHasSaid();
    void itsEndIsTheEndOfHandshakesUnderWay();

private:
    Transport &yieldedTo(TlsSocket &socket)
    {
        socket.write(upgradeRequest);
        if (!socket.hears("\r\n\r\n") || m_yielded.size() != 1)
            qFatal("no transport");
        return *m_yielded.front();
    }
    void open(FrontDoor::Config config)
    {
        config.address = QHostAddress::LocalHost;
        config.port = 0;
        m_door = std::make_unique<FrontDoor>(
            [this](std::unique_ptr<Transport> transport, const Strangers::Place &) {
                m_yielded.push_back(std::move(transport));
            });
        QVERIFY(m_door->listen(config, m_pair.identity()));
    }
    std::unique_ptr<QTcpSocket> plainSocket(const QByteArray &says)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, m_door->port());
        socket->write(says);
        return socket;
    }
    static bool isOver(const QTcpSocket &socket)
    {
        return socket.state() == QAbstractSocket::UnconnectedState;
    }
    static QByteArray everythingFrom(QTcpSocket &socket)
    {
        QByteArray heard;
        waitUntil([&] {
            heard += socket.readAll();
            return isOver(socket);
        });
        return heard + socket.readAll();
    }

    const TlsPair m_pair;
    std::vector<std::unique_ptr<Transport>> m_yielded;
    std::unique_ptr<FrontDoor> m_door;
};

// Sockets say goodbye in later turns, and after the last test there are none.
void TestTlsDoor::cleanup()
{
    for (const auto &transport : m_yielded)
        transport->abort();
    m_yielded.clear();
    m_door.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestTlsDoor::init()
{
    open({ .headerWait = 30s });
}

void TestTlsDoor::yieldsATransportOverTls()
{
    TlsSocket socket(m_door->port());
    QVERIFY(socket.waitForTls());
    QCOMPARE(socket.serverKey(), m_pair.identity().fingerprint);
    for (const char byte : upgradeRequest) {
        socket.write(&byte, 1);
        socket.flush();
    }
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    m_yielded.front()->send(Frame::fromJson("{}"));
    QVERIFY(socket.hears(QByteArray::fromHex("8102") + "{}"));
    QSignalSpy received(m_yielded.front().get(), &Transport::received);
    socket.write(QByteArray::fromHex("818400000000") + "tea!");
    QVERIFY(waitUntil([&] { return received.size() == 1; }));
    QCOMPARE(received.first().first().toByteArray(), "tea!");
    socket.abort();
    QVERIFY(waitUntil([this] { return m_yielded.front()->state() == Transport::State::Closed; }));
}

void TestTlsDoor::plainTextAndTlsShareThePort()
{
    const auto plain = plainSocket(upgradeRequest);
    TlsSocket secret(m_door->port());
    secret.write(upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 2; }));
}

void TestTlsDoor::framesBeforeTheAnswerAreRefusedInTlsToo()
{
    TlsSocket socket(m_door->port());
    socket.write(upgradeRequest + QByteArray::fromHex("88820000000003e8"));
    QVERIFY2(everythingFrom(socket).startsWith("HTTP/1.1 400 "), "no refusal");
    QVERIFY(m_yielded.empty());
}

void TestTlsDoor::plainTextIsToldWhereTlsIs()
{
    open({ .plaintext = FrontDoor::Plaintext::Nobody });
    const QByteArray answer = everythingFrom(*plainSocket(upgradeRequest));
    QVERIFY2(answer.startsWith("HTTP/1.1 426 "), answer);
    const QByteArray url = "wss://127.0.0.1:" + QByteArray::number(m_door->port()) + '/';
    QVERIFY2(answer.contains(url), answer);
    TlsSocket secret(m_door->port());
    secret.write(upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
}

void TestTlsDoor::tlsBefore12IsRefused_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("answer"); // its first bytes
    const QByteArray protocolVersionAlert = QByteArray::fromHex("0246");
    QTest::newRow("TLS 1.0") << 0x0301 << protocolVersionAlert;
    QTest::newRow("TLS 1.1") << 0x0302 << protocolVersionAlert;
    QTest::newRow("TLS 1.2") << 0x0303 << QByteArray::fromHex("02"); // a ServerHello
}

void TestTlsDoor::tlsBefore12IsRefused()
{
    QFETCH(const int, version);
    QFETCH(const QByteArray, answer);
    const auto socket = plainSocket(clientHello(static_cast<quint16>(version)));
    QByteArray heard;
    constexpr qsizetype recordHead = 5;
    QVERIFY(waitUntil([&] {
        heard += socket->readAll();
        return heard.size() >= recordHead + answer.size();
    }));
    QVERIFY2(heard.sliced(recordHead).startsWith(answer), heard.toHex());
}

void TestTlsDoor::garbageInsteadOfTlsIsClosed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zeros") << "\x16" + QByteArray(2000, '\0');
    QTest::newRow("ones") << "\x16" + QByteArray(2000, '\xff');
    QTest::newRow("text") << QByteArray("\x16tea tea tea tea tea tea");
    QTest::newRow("no hello") << QByteArray::fromHex("1603010004ff000000");
    QTest::newRow("too long a record") << QByteArray::fromHex("160301ffff01");
    QByteArray cut = clientHello(0x0303);
    cut[10] = '\x7f'; // the version
    cut[45] = '\x7f'; // in the ciphers
    QTest::newRow("hello with errors") << cut;
}

void TestTlsDoor::garbageInsteadOfTlsIsClosed()
{
    QFETCH(const QByteArray, bytes);
    const auto socket = plainSocket(bytes);
    QVERIFY(waitUntil([&] { return isOver(*socket); }));
    QVERIFY(m_yielded.empty());
    TlsSocket next(m_door->port());
    QVERIFY(next.waitForTls());
}

void TestTlsDoor::theHandshakeIsPartOfTheHeadsTime_data()
{
    QTest::addColumn<qsizetype>("bytes"); // of a ClientHello
    QTest::newRow("the first byte") << qsizetype(1);
    QTest::newRow("a half") << clientHello(0x0303).size() / 2;
    QTest::newRow("the whole") << clientHello(0x0303).size();
}

void TestTlsDoor::theHandshakeIsPartOfTheHeadsTime()
{
    QFETCH(const qsizetype, bytes);
    open({ .headerWait = 100ms });
    const auto socket = plainSocket(clientHello(0x0303).first(bytes));
    QVERIFY(waitUntil([&] { return isOver(*socket); }));
    QVERIFY(m_yielded.empty());
}

void TestTlsDoor::halfOpenHandshakesKeepNobodyOut()
{
    open({ .tlsHandshakes = 4, .headerWait = 10min });
    std::vector<std::unique_ptr<QTcpSocket>> stuck;
    for (int i = 0; i < 20; ++i)
        stuck.push_back(plainSocket(clientHello(0x0303)));
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(stuck, [](const auto &socket) {
            return socket->state() == QAbstractSocket::ConnectedState
                && socket->bytesToWrite() == 0;
        });
    }));
    TlsSocket decent(m_door->port());
    decent.write(upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    for (const auto &socket : stuck)
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
}

void TestTlsDoor::anotherCertificateIsForNewConnections()
{
    TlsSocket before(m_door->port());
    before.write(upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    const TlsPair other;
    m_door->useIdentity(other.identity());
    TlsSocket after(m_door->port());
    QVERIFY(after.waitForTls());
    QCOMPARE(after.serverKey(), other.identity().fingerprint);
    m_yielded.front()->send(Frame::fromJson("{}"));
    QVERIFY(before.hears(QByteArray::fromHex("8102") + "{}"));
}

void TestTlsDoor::aReaderThatDoesNotReadHasABacklog()
{
    TlsSocket lazy(m_door->port());
    lazy.setReadBufferSize(1024);
    lazy.write(upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    // More than both kernels' buffers hold.
    constexpr int frames = 64;
    constexpr int size = 512 * 1024;
    const Frame frame = Frame::fromJson(QByteArray(size, 'x'));
    Transport &transport = *m_yielded.front();
    for (int i = 0; i < frames; ++i) {
        transport.send(frame);
        QCoreApplication::processEvents(); // Qt encrypts it
    }
    QVERIFY2(transport.backlog() > frames * size / 2,
             qPrintable(QString::number(transport.backlog())));
}

// Without another turn, in which Qt would encrypt it, and a third one, in which it would send it.
void TestTlsDoor::whatATurnHasSaidIsSentAtItsEnd()
{
    TlsSocket socket(m_door->port());
    Transport &transport = yieldedTo(socket);
    const Frame frame = Frame::fromJson("{}");
    transport.send(frame);
    transport.send(frame);
    QCOMPARE(transport.backlog(), 2 * frame.webSocketBytes().size());
    const QByteArray head = QByteArray::fromHex("8102");
    QVERIFY(socket.hears(head + "{}" + head + "{}"));
    QCOMPARE(transport.backlog(), 0);
}

void TestTlsDoor::whatWasSaidBeforeTheCloseArrives()
{
    TlsSocket socket(m_door->port());
    Transport &transport = yieldedTo(socket);
    transport.send(Frame::fromJson("{}"));
    transport.close(CloseCode::GoingAway, u"bye"_s);
    QVERIFY(
        socket.hears(QByteArray::fromHex("8102") + "{}" + QByteArray::fromHex("88051197") + "bye"));
}

void TestTlsDoor::anAbortTakesBackWhatTheTurnHasSaid()
{
    TlsSocket socket(m_door->port());
    Transport &transport = yieldedTo(socket);
    transport.send(Frame::fromJson("{}"));
    transport.abort();
    QVERIFY(waitUntil([&] { return socket.isOver(); }));
    QCOMPARE(socket.readAll(), QByteArray());
    QCOMPARE(transport.backlog(), 0);
}

void TestTlsDoor::itsEndIsTheEndOfHandshakesUnderWay()
{
    const auto half = plainSocket(clientHello(0x0303));
    TlsSocket silent(m_door->port());
    QVERIFY(silent.waitForTls());
    const auto unread = plainSocket("\x16");
    QVERIFY(waitUntil([&] { return half->bytesAvailable() > 0; }));
    m_door.reset();
    QVERIFY(waitUntil([&] { return isOver(*half) && silent.isOver() && isOver(*unread); }));
}

QTEST_GUILESS_MAIN(TestTlsDoor)
#include "tst_tlsdoor.moc"
