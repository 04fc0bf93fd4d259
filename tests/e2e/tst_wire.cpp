#include "common/net/websockettransport.h"
#include "tests/support/eventchecks.h"
#include "tests/support/samples.h"
#include "tests/support/seededrandom.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace chat;

/// What goes over the wire to a real server, down to the byte.
class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void theHandshakeOfTheStandard();
    void aHeadThatIsTooLargeIsRefused();
    void onlyUnknownSubprotocolsAreRefused();
    void aFrameOverTheLimitClosesWith1009_data();
    void aFrameOverTheLimitClosesWith1009();
    void tenThousandRandomFramesAreAnswered();

private:
    /// Sends these bytes on a connection of their own, and answers what comes back until `end`.
    QByteArray exchange(const QByteArray &bytes, const QByteArray &end) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_server->port());
        socket.write(bytes);
        QByteArray received;
        waitUntil([&] {
            received += socket.readAll();
            return received.contains(end) || socket.state() == QAbstractSocket::UnconnectedState;
        });
        return received;
    }
    std::unique_ptr<TestClient> connectClient()
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(m_server->url()), m_clock);
        return client->waitFor<Welcome>() ? std::move(client) : nullptr;
    }
    static QByteArray randomFrame(Random &random);

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
};

void TestWire::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_server->start());
}

void TestWire::theHandshakeOfTheStandard()
{
    // RFC 6455, 1.3
    const QByteArray answer = exchange("GET /chat HTTP/1.1\r\n"
                                       "Host: server.example.com\r\n"
                                       "Upgrade: websocket\r\n"
                                       "Connection: Upgrade\r\n"
                                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                       "Sec-WebSocket-Version: 13\r\n\r\n",
                                       R"("type":"welcome"})");
    QVERIFY2(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer);
    QVERIFY2(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), answer);
    QVERIFY2(answer.contains(R"("message":"Connected to WebSocket server!")"), answer);
}

void TestWire::aHeadThatIsTooLargeIsRefused()
{
    const QByteArray answer = exchange(
        "GET / HTTP/1.1\r\nX: " + QByteArray(limits::headerBytes, 'x') + "\r\n\r\n", "too large.");
    QVERIFY2(answer.startsWith("HTTP/1.1 431 "), answer);
}

void TestWire::onlyUnknownSubprotocolsAreRefused()
{
    const auto closeCode = [this](const QStringList &offered) {
        QWebSocket socket;
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(offered);
        bool isWelcome = false;
        connect(&socket, &QWebSocket::textMessageReceived, this, [&] { isWelcome = true; });
        socket.open(m_server->url(), options);
        waitUntil([&] { return isWelcome || socket.closeReason().size() > 0; });
        return isWelcome ? 0 : int(socket.closeCode());
    };
    QCOMPARE(closeCode({}), 0);
    QCOMPARE(closeCode({ u"confab.v1"_s }), 0);
    QCOMPARE(closeCode({ u"confab.v9"_s, u"confab.v1"_s }), 0);
    QCOMPARE(closeCode({ u"confab.v9"_s }), int(CloseCode::WrongVersion));
}

void TestWire::aFrameOverTheLimitClosesWith1009_data()
{
    QTest::addColumn<bool>("isAuthenticated");
    QTest::addColumn<int>("limit");
    QTest::newRow("a stranger's") << false << limits::unauthenticatedFrameBytes;
    QTest::newRow("a person's") << true << limits::frameBytes;
}

void TestWire::aFrameOverTheLimitClosesWith1009()
{
    QFETCH(const bool, isAuthenticated);
    QFETCH(const int, limit);
    const auto client = connectClient();
    QVERIFY(client);
    if (isAuthenticated)
        client->authenticate(u"longest "_s + QString::number(limit));
    const auto frameOf = [](int bytes) {
        const QByteArray head = R"({"type":"bogus","data":")";
        return head + QByteArray(bytes - head.size() - 2, 'x') + "\"}";
    };
    client->tellRaw(frameOf(limit));
    QVERIFY(client->waitFor<Refusal>());
    QVERIFY(!client->closed());
    client->tellRaw(frameOf(limit + 1));
    QVERIFY(client->waitForClose());
    QCOMPARE(client->closed()->code, 1009);
}

QByteArray TestWire::randomFrame(Random &random)
{
    // A valid request with some of its bytes changed, cut off, or put in twice.
    QByteArray json;
    const auto wanted = random.next() % 10;
    quint64 index = 0;
    Requests::forEach([&]<class E>() {
        if (index++ != wanted)
            return;
        Sampler sampler(random, Optionals::Some, 60);
        E event;
        E::fields(event, sampler);
        appendEnvelope(json, event, 1);
    });
    for (auto changes = random.next() % 4; changes > 0 && !json.isEmpty(); --changes) {
        const auto at = static_cast<qsizetype>(random.next() % static_cast<quint64>(json.size()));
        switch (random.next() % 4) {
        case 0:
            json[at] = static_cast<char>(0x20 + random.next() % 0x5f);
            break;
        case 1:
            json.truncate(at);
            break;
        case 2:
            json.insert(at, json.mid(at, 20));
            break;
        default:
            json.remove(at, 1);
        }
    }
    return QString::fromUtf8(json).toUtf8();
}

void TestWire::tenThousandRandomFramesAreAnswered()
{
    constexpr quint64 seed = 20260101;
    SeededRandom random(seed);
    int sent = 0;
    int connections = 0;
    while (sent < 10'000) {
        const auto client = connectClient();
        QVERIFY2(client, "the server does not accept connections any more");
        ++connections;
        while (!client->closed() && sent < 10'000) {
            // A burst, and then a request whose answer shows that all of it was dealt with.
            for (int i = 0; i < 50; ++i, ++sent)
                client->tellRaw(randomFrame(random));
            const auto marker = client->ask(History { .roomId = RoomId::fromText(u"nowhere"_s) });
            QVERIFY(!marker); // refused, or the connection was closed
        }
        if (client->closed() && !mayComeBack(client->closed()->code))
            QCOMPARE(client->closed()->code, int(CloseCode::BadRequest));
    }
    QVERIFY(connections > 1);
    const auto ada = connectClient();
    QVERIFY(ada);
    ada->authenticate(u"somebody decent"_s);
    QVERIFY(ada->join(u"general"_s));
    QVERIFY(ada->say(u"general"_s, u"still here"_s));
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
