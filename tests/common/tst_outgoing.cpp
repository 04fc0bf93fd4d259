#include "common/protocol/peer.h"
#include "tests/support/fakeclock.h"
#include "tests/support/waiting.h"
#include "tests/support/websocketdoor.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace chat;

/// How the frames of a server leave it: in their order, shared, and within the budget.
class OutgoingTest : public QObject
{
    Q_OBJECT

private:
    /// A frame of a client, masked with zeros: the payload is as it is.
    static QByteArray frame(int firstByte, const QByteArray &payload = {})
    {
        QByteArray head(1, static_cast<char>(firstByte));
        if (payload.size() <= 125)
            head += static_cast<char>(0x80 | payload.size());
        else
            head += QByteArray::fromHex("fe") + static_cast<char>(payload.size() >> 8)
                + static_cast<char>(payload.size());
        return head + QByteArray(4, 0) + payload;
    }
    std::unique_ptr<WebSocketDoor> m_door;
    std::unique_ptr<WebSocketTransport> m_client;

    Transport *server() const { return m_door->transport.get(); }

    void connectBoth()
    {
        m_door = std::make_unique<WebSocketDoor>();
        m_client = WebSocketTransport::connectTo(m_door->url());
        QVERIFY(waitUntil(
            [this] { return m_client->state() == Transport::State::Open && m_door->transport; }));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_client.reset();
        m_door.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    // Qt's own frames go through the same socket.
    void framesGoOutInTheOrderInWhichTheyWereSent_data()
    {
        QTest::addColumn<WebSocketDoor::Sockets>("sockets");
        QTest::newRow("gathering") << WebSocketDoor::Sockets::Gathering;
        QTest::newRow("plain") << WebSocketDoor::Sockets::Plain;
    }

    void framesGoOutInTheOrderInWhichTheyWereSent()
    {
        QFETCH(const WebSocketDoor::Sockets, sockets);
        QTcpSocket other;
        m_door = std::make_unique<WebSocketDoor>(Patience {}, sockets);
        QVERIFY(m_door->enter(other));
        server()->send(Frame::fromJson("1"));
        server()->ping();
        server()->send(Frame::fromJson("2"));
        server()->close(CloseCode::GoingAway, u"bye"_s);
        const QByteArray all = QByteArray::fromHex("810131890131810132"
                                                   "88051197")
            + "bye";
        QByteArray received;
        QVERIFY(waitUntil([&] {
            received += other.readAll();
            return received.size() >= all.size();
        }));
        QCOMPARE(received.toHex(), all.toHex());
    }

    void whatATurnHasGatheredIsPartOfTheBacklog()
    {
        connectBoth();
        const Frame frame = Frame::fromJson(QByteArray(1000, 'x'));
        for (int i = 1; i <= 3; ++i) {
            server()->send(frame);
            QCOMPARE(server()->backlog(), i * frame.webSocketBytes().size());
        }
        QVERIFY(waitUntil([this] { return server()->backlog() == 0; }));
    }

    // One frame for a room: its bytes are the same for all who have not taken them yet.
    void receiversShareAFramesBytes()
    {
        connectBoth();
        QByteArray bytes;
        {
            const Frame frame = Frame::fromJson(QByteArray(1000, 'x'));
            bytes = frame.webSocketBytes();
            server()->send(frame);
        }
        QVERIFY(!bytes.isDetached());
        QVERIFY(waitUntil([this] { return server()->backlog() == 0; }));
        QVERIFY(bytes.isDetached());
    }

    void anEndInsideADeliveryHurtsNoOther_data()
    {
        QTest::addColumn<bool>("byClose");
        QTest::newRow("close") << true;
        QTest::newRow("abort") << false;
    }

    void anEndInsideADeliveryHurtsNoOther()
    {
        QFETCH(const bool, byClose);
        connectBoth();
        auto first = std::move(m_door->transport);
        const auto firstClient = std::move(m_client);
        m_client = WebSocketTransport::connectTo(m_door->url());
        QTRY_VERIFY(m_door->transport);
        const QSignalSpy atFirst(firstClient.get(), &Transport::received);
        const QSignalSpy atSecond(m_client.get(), &Transport::received);
        const QSignalSpy firstEnds(firstClient.get(), &Transport::closed);

        const std::vector<Transport *> members { first.get(), server() };
        for (Transport *member : members) {
            member->send(Frame::fromJson("1"));
            if (byClose)
                first->close(CloseCode::TooSlow, {});
            else
                first->abort();
        }
        first.reset();
        QTRY_COMPARE(firstEnds.size(), 1);
        QTRY_COMPARE(atSecond.size(), 1);
        QCOMPARE(atFirst.size(), byClose ? 1 : 0);
        QCOMPARE(firstEnds.first().first().value<CloseReason>().isClean, byClose);
    }

    // Qt answers each ping by itself, and does not tell.
    void pongsThatNobodyReadsStayWithinTheBudget()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"reads too slowly"_s));
        QTcpSocket other;
        m_door = std::make_unique<WebSocketDoor>();
        QVERIFY(m_door->enter(other));
        other.setReadBufferSize(1);
        const SystemClock clock;
        Peer peer(std::move(m_door->transport), clock, Heartbeat {});
        peer.transport().setFrameLimit(limits::unauthenticatedFrameBytes);
        peer.setOutboundBudget(limits::outboundBytes);
        const QSignalSpy closed(&peer, &Peer::closed);
        qint64 most = 0;
        connect(&peer.transport(), &Transport::heard, this,
                [&] { most = std::max(most, peer.transport().backlog()); });
        const QByteArray ping = QByteArray::fromHex("898000000000");
        for (int i = 0; i < 1000 && closed.isEmpty(); ++i) {
            other.write(ping.repeated(10'000));
            QVERIFY(waitUntil([&] { return !closed.isEmpty() || other.bytesToWrite() == 0; }));
        }
        QCOMPARE(closed.size(), 1);
        QVERIFY(most > limits::outboundBytes);
        QVERIFY(most < limits::outboundBytes + 2 * limits::unauthenticatedFrameBytes);
    }

    void floodsOfControlFramesAreCutOff_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("pings") << QByteArray() << frame(0x89);
        QTest::newRow("long pings") << QByteArray() << frame(0x89, QByteArray(125, 'p'));
        QTest::newRow("pongs") << QByteArray() << frame(0x8a);
        QTest::newRow("empty fragments") << frame(0x01) << frame(0x00);
    }

    // They are answered, or wait for their message, below us; who reads the answers spends, too.
    void floodsOfControlFramesAreCutOff()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, again);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"too many control frames"_s));
        QTcpSocket other;
        m_door = std::make_unique<WebSocketDoor>();
        QVERIFY(m_door->enter(other));
        const FakeClock clock;
        Peer peer(std::move(m_door->transport), clock, Heartbeat {});
        peer.transport().setFrameLimit(limits::unauthenticatedFrameBytes);
        peer.setControlBudget(
            TokenBucket(limits::controlBytesPerSecond, limits::controlBytesBurst, clock.now()));
        const QSignalSpy closed(&peer, &Peer::closed);
        other.write(begin);
        // The next to the last one that it may send, and two more.
        other.write(again.repeated(int(limits::controlBytesBurst) / again.size() - 1));
        qint64 spent = 0;
        const auto read = [&] {
            other.readAll();
            return other.bytesToWrite() == 0;
        };
        QVERIFY(waitUntil(read));
        QVERIFY(closed.isEmpty());
        for (; spent < 64 * 1024 && closed.isEmpty(); spent += 100 * again.size()) {
            other.write(again.repeated(100));
            QVERIFY(waitUntil([&] { return !closed.isEmpty() || read(); }));
        }
        QVERIFY(waitUntil([&] {
            other.readAll();
            return !closed.isEmpty();
        }));
        const int code = closed.first().first().value<CloseReason>().code;
        QVERIFY2(code == int(CloseCode::TooFast) || code == CloseReason::abnormal,
                 qPrintable(QString::number(code)));
    }

    void messagesInAnyFramesAreNoControlFrames()
    {
        QTcpSocket other;
        m_door = std::make_unique<WebSocketDoor>();
        QVERIFY(m_door->enter(other));
        qint64 controlBytes = 0;
        int messages = 0;
        connect(server(), &Transport::heard, this, [&](qint64 bytes) { controlBytes += bytes; });
        connect(server(), &Transport::received, this, [&] { ++messages; });
        const QByteArray text = QByteArray::fromHex("c3a4e282ac"); // two letters, five bytes
        QByteArray all;
        for (const int times : { 0, 1, 26, 3000 }) {
            all += frame(0x81, text.repeated(times)) + frame(0x82, text.repeated(times))
                + frame(0x01, text.repeated(times)) + frame(0x00, text.repeated(times))
                + frame(0x80, text.repeated(times));
        }
        // In pieces that do not end where frames do.
        for (qsizetype at = 0; at < all.size(); at += 1000) {
            other.write(all.mid(at, 1000));
            QVERIFY(waitUntil([&] { return other.bytesToWrite() == 0; }));
        }
        QVERIFY(waitUntil([&] { return messages == 12; }));
        // The heads of two fragments that do not end a message, four times.
        QTRY_COMPARE(controlBytes, 2 * (6 + 6 + 8 + 8));
    }
};

QTEST_GUILESS_MAIN(OutgoingTest)
#include "tst_outgoing.moc"
