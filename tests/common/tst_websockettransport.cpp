#include "tests/support/websocketdoor.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

using State = Transport::State;

/// Follows a transport's states, as far as its signals show them.
class StateLog : public QObject
{
public:
    explicit StateLog(const Transport &transport)
    {
        states << transport.state();
        const auto note = [this, &transport] { states << transport.state(); };
        connect(&transport, &Transport::opened, this, note);
        connect(&transport, &Transport::failed, this, note);
        connect(&transport, &Transport::received, this, note);
        connect(&transport, &Transport::closed, this, note);
    }

    bool onlyGoesForward() const { return std::is_sorted(states.begin(), states.end()); }

    QList<State> states;
};

CloseReason reasonOf(const QSignalSpy &closed)
{
    return closed.isEmpty() ? CloseReason { .code = -1 }
                            : closed.first().first().value<CloseReason>();
}

} // namespace

class WebSocketTransportTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WebSocketDoor> m_door;
    std::unique_ptr<WebSocketTransport> m_client;

    Transport *server() const { return m_door->transport.get(); }

    void connectBoth(Patience patience = {})
    {
        m_door = std::make_unique<WebSocketDoor>(patience);
        m_client = WebSocketTransport::connectTo(m_door->url());
        QTRY_COMPARE(m_client->state(), State::Open);
        QTRY_VERIFY(m_door->transport);
    }

private Q_SLOTS:
    void cleanup()
    {
        m_client.reset();
        m_door.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void framesArriveBothWays()
    {
        connectBoth();
        const QSignalSpy atServer(server(), &Transport::received);
        const QSignalSpy atClient(m_client.get(), &Transport::received);
        const QByteArray json = "{\"type\":\"grüße 😀\"}";
        m_client->send(Frame::fromJson(json));
        server()->send(Frame::fromJson(json));
        QTRY_COMPARE(atServer.size(), 1);
        QTRY_COMPARE(atClient.size(), 1);
        QCOMPARE(atServer.first().first().toByteArray(), json);
        QCOMPARE(atClient.first().first().toByteArray(), json);
    }

    // Prepared frames go past QWebSocket to the raw socket.
    void preparedFramesOfAllSizesStayInOrder()
    {
        connectBoth();
        const QSignalSpy received(m_client.get(), &Transport::received);
        const QList<int> sizes { 0, 1, 125, 126, 65535, 65536, 300'000, 2 };
        for (const int size : sizes) {
            server()->send(Frame::fromJson(QByteArray(size, 'x')));
            server()->ping();
        }
        QTRY_COMPARE(received.size(), sizes.size());
        for (qsizetype i = 0; i < sizes.size(); ++i)
            QCOMPARE(received.at(i).first().toByteArray().size(), sizes.at(i));
    }

    void statesOnlyGoForward()
    {
        m_door = std::make_unique<WebSocketDoor>();
        m_client = WebSocketTransport::connectTo(m_door->url());
        QCOMPARE(int(m_client->state()), 0);
        const StateLog client(*m_client);
        QTRY_COMPARE(int(m_client->state()), 1);
        QTRY_VERIFY(m_door->transport);
        const StateLog atServer(*m_door->transport);
        QCOMPARE(int(server()->state()), 1);
        m_client->close(CloseCode::GoingAway, u"bye"_s);
        QCOMPARE(int(m_client->state()), 2);
        QTRY_COMPARE(int(m_client->state()), 3);
        QTRY_COMPARE(int(server()->state()), 3);
        QVERIFY(client.onlyGoesForward());
        QVERIFY(atServer.onlyGoesForward());
    }

    void aPingIsAnsweredInEitherDirection()
    {
        connectBoth();
        const QSignalSpy atServer(server(), &Transport::ponged);
        const QSignalSpy atClient(m_client.get(), &Transport::ponged);
        server()->ping();
        QTRY_COMPARE(atServer.size(), 1);
        m_client->ping();
        QTRY_COMPARE(atClient.size(), 1);
    }

    // The reason why clients ping, too.
    void beingPingedIsNotNoticed()
    {
        connectBoth();
        const QSignalSpy received(m_client.get(), &Transport::received);
        const QSignalSpy ponged(m_client.get(), &Transport::ponged);
        const QSignalSpy atServer(server(), &Transport::ponged);
        server()->ping();
        QTRY_COMPARE(atServer.size(), 1);
        QCOMPARE(received.size() + ponged.size(), 0);
    }

    void aCleanCloseCarriesCodeAndText()
    {
        connectBoth();
        const QSignalSpy atServer(server(), &Transport::closed);
        const QSignalSpy atClient(m_client.get(), &Transport::closed);
        server()->close(CloseCode::Superseded, u"you are elsewhere"_s);
        const CloseReason reason { .code = 4409, .text = u"you are elsewhere"_s, .isClean = true };
        QTRY_COMPARE(reasonOf(atClient), reason);
        QTRY_COMPARE(reasonOf(atServer), reason);
    }

    void anAbruptEndIs1006AndNotClean()
    {
        connectBoth();
        const QSignalSpy atServer(server(), &Transport::closed);
        const QSignalSpy atClient(m_client.get(), &Transport::closed);
        server()->abort();
        QCOMPARE(reasonOf(atServer), CloseReason());
        QTRY_COMPARE(reasonOf(atClient), CloseReason());
    }

    void anAbortWhileClosingIsNotClean()
    {
        connectBoth();
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        m_client->close(CloseCode::GoingAway, {});
        m_client->abort();
        QCOMPARE(reasonOf(closed), CloseReason());
    }

    void afterTheEndNothingIsSignalled()
    {
        connectBoth();
        m_client->abort();
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        const QSignalSpy received(m_client.get(), &Transport::received);
        const QSignalSpy atServer(server(), &Transport::closed);
        server()->send(Frame::fromJson("{}"));
        m_client->send(Frame::fromJson("{}"));
        m_client->ping();
        m_client->close(CloseCode::Internal, {});
        m_client->abort();
        QTRY_COMPARE(atServer.size(), 1);
        QCOMPARE(closed.size() + received.size(), 0);
    }

    void anEndThatIsDestroyedIsMissedByTheOther()
    {
        connectBoth();
        const QSignalSpy closed(server(), &Transport::closed);
        m_client.reset();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(reasonOf(closed).code, 1001);
        QVERIFY(reasonOf(closed).isClean);
    }

    // Qt 6.4 stays in its connecting state after a refused handshake.
    void aRefusedHandshakeFailsAndCloses()
    {
        QTcpServer http;
        QVERIFY(http.listen(QHostAddress::LocalHost));
        connect(&http, &QTcpServer::newConnection, this, [&http] {
            QTcpSocket *const socket = http.nextPendingConnection();
            socket->write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        });
        m_client =
            WebSocketTransport::connectTo(QUrl(u"ws://127.0.0.1:%1"_s.arg(http.serverPort())));
        const StateLog log(*m_client);
        const QSignalSpy failed(m_client.get(), &Transport::failed);
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(reasonOf(closed), CloseReason());
        QVERIFY(log.onlyGoesForward());
    }

    void aServerThatNeverAnswersIsGivenUp()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        m_client = WebSocketTransport::connectTo(
            QUrl(u"ws://127.0.0.1:%1"_s.arg(silent.serverPort())), {}, { .connect = 50ms });
        const QSignalSpy failed(m_client.get(), &Transport::failed);
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), u"no answer within 50 ms"_s);
    }

    void aPortWithoutAServerFailsAndCloses()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl url(u"ws://127.0.0.1:%1"_s.arg(gone.serverPort()));
        gone.close();
        m_client = WebSocketTransport::connectTo(url);
        const QSignalSpy failed(m_client.get(), &Transport::failed);
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failed.size(), 1);
    }

    // Qt refuses such an address before open() returns, when nobody listens yet.
    void anImpossibleAddressFailsWhenTheCallerCanHearIt_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::newRow("empty") << QUrl();
        QTest::newRow("scheme") << QUrl(u"gopher://127.0.0.1"_s);
        QTest::newRow("no host") << QUrl(u"ws://"_s);
    }

    void anImpossibleAddressFailsWhenTheCallerCanHearIt()
    {
        QFETCH(const QUrl, url);
        m_client = WebSocketTransport::connectTo(url);
        QCOMPARE(m_client->state(), State::Connecting);
        const QSignalSpy failed(m_client.get(), &Transport::failed);
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failed.size(), 1);
    }

    void aFrameOverTheLimitEndsWith1009_data()
    {
        QTest::addColumn<bool>("byServer");
        QTest::newRow("the server's") << true;
        QTest::newRow("the client's") << false;
    }

    void aFrameOverTheLimitEndsWith1009()
    {
        QFETCH(const bool, byServer);
        connectBoth();
        Transport *const sender = byServer ? server() : m_client.get();
        Transport *const receiver = byServer ? m_client.get() : server();
        receiver->setFrameLimit(1000);
        const QSignalSpy received(receiver, &Transport::received);
        const QSignalSpy atReceiver(receiver, &Transport::closed);
        const QSignalSpy atSender(sender, &Transport::closed);
        sender->send(Frame::fromJson(QByteArray(1000, 'x')));
        QTRY_COMPARE(received.size(), 1);
        sender->send(Frame::fromJson(QByteArray(1001, 'x')));
        QTRY_COMPARE(reasonOf(atReceiver).code, 1009);
        QTRY_COMPARE(atSender.size(), 1);
        QCOMPARE(received.size(), 1);
    }

    // Qt would wait for ever until a peer that does not read takes the rest.
    void aCloseEndsThoughTheOtherDoesNotRead_data()
    {
        QTest::addColumn<bool>("byPeer");
        QTest::newRow("our close") << false;
        QTest::newRow("the peer's close") << true;
    }

    void aCloseEndsThoughTheOtherDoesNotRead()
    {
        QFETCH(const bool, byPeer);
        m_door = std::make_unique<WebSocketDoor>(Patience { .close = 50ms });
        QTcpSocket stubborn; // its receive buffer is full, and it does not read
        stubborn.setReadBufferSize(1);
        m_door->knock(stubborn);
        QTRY_VERIFY(m_door->transport);
        const QSignalSpy closed(server(), &Transport::closed);
        const Frame frame = Frame::fromJson(QByteArray(1'000'000, 'x'));
        for (int i = 0; i < 20; ++i)
            server()->send(frame);
        QTRY_VERIFY(server()->backlog() > 0);
        if (byPeer)
            stubborn.write(QByteArray::fromHex("888200000000"
                                               "1194")); // masked, 4500
        else
            server()->close(CloseCode::TooSlow, u"too slow"_s);
        QTRY_COMPARE(server()->state(), State::Closing);
        QTRY_COMPARE(server()->state(), State::Closed);
        QCOMPARE(closed.size(), 1);
    }

    // A program that leaves says so, and then has no event loop any more.
    void aCloseIsSaidAtOnceThoughItEndsInALaterTurn()
    {
        m_door = std::make_unique<WebSocketDoor>();
        QTcpSocket other;
        QVERIFY(m_door->enter(other));
        const QSignalSpy closed(server(), &Transport::closed);
        server()->close(CloseCode::GoingAway, u"bye"_s);
        QCOMPARE(closed.size(), 0);
        QVERIFY(other.waitForReadyRead());
        QCOMPARE(other.readAll().toHex(), QByteArray("88051197") + QByteArray("bye").toHex());
        QCOMPARE(closed.size(), 0);
        QTRY_COMPARE(closed.size(), 1);
    }

    void aCloseWhileConnectingEndsInALaterTurn()
    {
        m_door = std::make_unique<WebSocketDoor>();
        m_client = WebSocketTransport::connectTo(m_door->url());
        const QSignalSpy opened(m_client.get(), &Transport::opened);
        const QSignalSpy closed(m_client.get(), &Transport::closed);
        m_client->close(CloseCode::GoingAway, {});
        QCOMPARE(m_client->state(), State::Closing);
        QCOMPARE(closed.size(), 0);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(reasonOf(closed), CloseReason());
        QCOMPARE(opened.size(), 0);
    }

    void whatIsAbortedAtOnceNeverConnects()
    {
        m_door = std::make_unique<WebSocketDoor>();
        const auto early = WebSocketTransport::connectTo(m_door->url());
        early->abort();
        QCOMPARE(early->state(), State::Closed);
        const QSignalSpy failed(early.get(), &Transport::failed);
        const QSignalSpy opened(early.get(), &Transport::opened);
        m_client = WebSocketTransport::connectTo(m_door->url());
        QTRY_VERIFY(m_door->transport);
        QCOMPARE(m_door->accepted, 1);
        QCOMPARE(failed.size() + opened.size(), 0);
    }

    void sendingWhileNotOpenIsDropped()
    {
        m_door = std::make_unique<WebSocketDoor>();
        m_client = WebSocketTransport::connectTo(m_door->url());
        m_client->send(Frame::fromJson("{\"too\":\"early\"}"));
        m_client->ping();
        QTRY_VERIFY(m_door->transport);
        const QSignalSpy received(server(), &Transport::received);
        QTRY_COMPARE(m_client->state(), State::Open);
        m_client->send(Frame::fromJson("{}"));
        QTRY_COMPARE(received.size(), 1);
        QCOMPARE(received.first().first().toByteArray(), QByteArray("{}"));
    }

    void theServerSeesWhoItIs()
    {
        connectBoth();
        QVERIFY(server()->peerName().startsWith("127.0.0.1:"_L1));
    }
};

QTEST_GUILESS_MAIN(WebSocketTransportTest)
#include "tst_websockettransport.moc"
