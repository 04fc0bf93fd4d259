#include "common/base/logging.h"
#include "server/door/frontdoor.h"
#include "tests/support/waiting.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace chat;
using namespace std::chrono_literals;

class TestFrontDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void yieldsATransportAfterTheHandshake();
    void onlyTheAnswerToThePingCounts();
    void whoSaysNothingIsClosed();
    void whoNeverEndsTheirHeadIsClosed();
    void whoIsThroughIsNotClosedByTheHeadsTime();
    void anInvalidHandshakeIsClosed();
    void itsEndIsTheEndOfHandshakesUnderWay();
    void framesBeforeTheAnswerAreRefused();
    void twoConnectionsFromOnePortAreTwo();
    void aCrowdIsLetInAtItsPace();
    void aTakenPortIsAnError();
    void aClosedListenerAcceptsNobody();

private:
    bool listen(const FrontDoor::Config &config) { return bool(m_door->listen(config, {})); }
    std::unique_ptr<QTcpSocket> connectSocket()
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, m_door->port());
        return socket;
    }
    static bool waitForEnd(const QTcpSocket &socket)
    {
        return waitUntil([&] { return socket.state() == QAbstractSocket::UnconnectedState; });
    }

    const QByteArray m_handshake = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                   "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    std::vector<std::unique_ptr<Transport>> m_yielded;
    std::unique_ptr<FrontDoor> m_door;
};

// Sockets say goodbye in later turns, and after the last test there are none.
void TestFrontDoor::cleanup()
{
    for (const auto &transport : m_yielded)
        transport->abort();
    m_yielded.clear();
    m_door.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestFrontDoor::init()
{
    m_door = std::make_unique<FrontDoor>(
        [this](std::unique_ptr<Transport> transport, const Strangers::Place &) {
            m_yielded.push_back(std::move(transport));
        });
    QVERIFY(listen({ .address = QHostAddress::LocalHost, .port = 0, .headerWait = 100ms }));
}

void TestFrontDoor::yieldsATransportAfterTheHandshake()
{
    const auto socket = connectSocket();
    QVERIFY(waitUntil([&] { return socket->state() == QAbstractSocket::ConnectedState; }));
    // In pieces, as a slow link brings it.
    for (const char byte : m_handshake) {
        socket->write(&byte, 1);
        socket->flush();
    }
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    QCOMPARE(m_yielded.front()->state(), Transport::State::Open);
    m_yielded.front()->send(Frame::fromJson("{}"));
    QByteArray received;
    QVERIFY(waitUntil([&] {
        received += socket->readAll();
        return received.endsWith(QByteArray::fromHex("8102") + "{}");
    }));
}

void TestFrontDoor::onlyTheAnswerToThePingCounts()
{
    const auto socket = connectSocket();
    socket->write(m_handshake);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    Transport &transport = *m_yielded.front();
    const QSignalSpy heard(&transport, &Transport::heard);
    const QSignalSpy ponged(&transport, &Transport::ponged);
    transport.ping();
    QByteArray received;
    QVERIFY(waitUntil([&] {
        received += socket->readAll();
        return received.endsWith(QByteArray::fromHex("890131"));
    }));
    socket->write(QByteArray::fromHex("8a8000000000")); // nobody asked for this one
    QVERIFY(waitUntil([&] { return heard.size() == 1; }));
    QCOMPARE(ponged.size(), 0);
    socket->write(QByteArray::fromHex("8a810000000031"));
    QVERIFY(waitUntil([&] { return ponged.size() == 1; }));
}

void TestFrontDoor::whoSaysNothingIsClosed()
{
    const auto socket = connectSocket();
    QVERIFY(waitUntil([&] { return socket->state() == QAbstractSocket::ConnectedState; }));
    QVERIFY(waitForEnd(*socket));
    QVERIFY(m_yielded.empty());
}

void TestFrontDoor::whoNeverEndsTheirHeadIsClosed()
{
    const auto socket = connectSocket();
    QTimer drip;
    connect(&drip, &QTimer::timeout, socket.get(), [&] { socket->write("x"); });
    drip.start(5ms);
    QVERIFY(waitForEnd(*socket));
}

void TestFrontDoor::whoIsThroughIsNotClosedByTheHeadsTime()
{
    const auto through = connectSocket();
    through->write(m_handshake);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    // One who came later has run out of time: so has the first one's, if it still ran.
    const auto silent = connectSocket();
    QVERIFY(waitUntil([&] { return silent->state() == QAbstractSocket::ConnectedState; }));
    QVERIFY(waitForEnd(*silent));
    QCOMPARE(through->state(), QAbstractSocket::ConnectedState);
    QCOMPARE(m_yielded.front()->state(), Transport::State::Open);
}

void TestFrontDoor::anInvalidHandshakeIsClosed()
{
    const auto socket = connectSocket();
    socket->write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n"); // no key
    QVERIFY(waitForEnd(*socket));
    QVERIFY(m_yielded.empty());
}

void TestFrontDoor::itsEndIsTheEndOfHandshakesUnderWay()
{
    const auto socket = connectSocket();
    socket->write(m_handshake.chopped(2));
    QVERIFY(waitUntil([&] { return socket->bytesToWrite() == 0; }));
    const auto whole = connectSocket();
    whole->write(m_handshake);
    QVERIFY(waitUntil([&] { return whole->bytesToWrite() == 0; }));
    m_door.reset();
    QVERIFY(waitForEnd(*socket));
    QVERIFY(m_yielded.size() <= 1);
}

void TestFrontDoor::framesBeforeTheAnswerAreRefused()
{
    for (const QByteArray &frames :
         { QByteArray::fromHex("88820000000003e8"), // closes
           QByteArray::fromHex("8180000000007b7d"), QByteArray(9000, 'x') }) {
        const auto socket = connectSocket();
        socket->write(m_handshake + frames);
        QByteArray answer;
        QVERIFY(waitUntil([&] {
            answer += socket->readAll();
            return socket->state() == QAbstractSocket::UnconnectedState;
        }));
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer);
    }
    QVERIFY(m_yielded.empty());
}

void TestFrontDoor::twoConnectionsFromOnePortAreTwo()
{
    m_door->close();
    QVERIFY(listen({ .address = QHostAddress::AnyIPv4, .port = 0 }));
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    quint16 from = 0;
    for (const char *to : { "127.0.0.1", "127.0.0.2" }) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket &socket = *sockets.back();
        QVERIFY(socket.bind(QHostAddress::LocalHost, from,
                            QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint));
        from = socket.localPort();
        socket.connectToHost(QHostAddress(QString::fromLatin1(to)), m_door->port());
    }
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(sockets, [](const auto &socket) {
            return socket->state() == QAbstractSocket::ConnectedState;
        });
    }));
    for (const auto &socket : sockets)
        socket->write(m_handshake);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 2; }));
}

void TestFrontDoor::aCrowdIsLetInAtItsPace()
{
    m_door = std::make_unique<FrontDoor>(
        [this](std::unique_ptr<Transport> transport, const Strangers::Place &) {
            m_yielded.push_back(std::move(transport));
        });
    QVERIFY(listen({ .address = QHostAddress::LocalHost, .port = 0, .acceptsPerSecond = 2 }));
    QLoggingCategory::setFilterRules(QString(QLatin1StringView(lcDoor().categoryName()))
                                     + u".debug=true"_s);
    QTest::ignoreMessage(QtDebugMsg, QRegularExpression(u"accepting pauses"_s));
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int i = 0; i < 4; ++i) {
        crowd.push_back(connectSocket());
        crowd.back()->write(m_handshake);
    }
    QVERIFY(waitUntil([this] { return m_yielded.size() == 4; }));
}

void TestFrontDoor::aTakenPortIsAnError()
{
    FrontDoor other([](const std::unique_ptr<Transport> &, const Strangers::Place &) {});
    const auto refused =
        other.listen({ .address = QHostAddress::LocalHost, .port = m_door->port() }, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.contains(QString::number(m_door->port())));
}

void TestFrontDoor::aClosedListenerAcceptsNobody()
{
    const auto before = connectSocket();
    before->write(m_handshake);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    const quint16 port = m_door->port();
    m_door->close();
    QTcpSocket after;
    after.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(waitForEnd(after));
    QCOMPARE(m_yielded.front()->state(), Transport::State::Open);
}

QTEST_GUILESS_MAIN(TestFrontDoor)
#include "tst_frontdoor.moc"
