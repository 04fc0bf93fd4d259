#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

/// A connection by hand that takes no more than the kernel's buffers hold.
class LazySocket
{
public:
    explicit LazySocket(const ServerProcess &server)
    {
        m_socket.setReadBufferSize(1);
        m_socket.connectToHost(QHostAddress::LocalHost, server.port());
        m_socket.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        m_isAnswered = waitUntil([this] { return m_socket.bytesAvailable() > 0; });
    }

    bool isAnswered() const { return m_isAnswered; }
    bool isOver() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    qint64 backlog() const { return m_socket.bytesToWrite(); }
    void say(const QByteArray &json) { m_socket.write(frame(0x81, json)); }
    void ping(const QByteArray &payload, int count)
    {
        m_socket.write(frame(0x89, payload).repeated(count));
    }

private:
    /// Masked with zeros: the payload is as it is.
    static QByteArray frame(int firstByte, const QByteArray &payload)
    {
        return QByteArray(1, static_cast<char>(firstByte)) + char(0x80 | payload.size())
            + QByteArray(4, 0) + payload;
    }

    QTcpSocket m_socket;
    bool m_isAnswered = false;
};

} // namespace

/// What a peer can do to a server of its own process, and what it costs the others.
class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoNeverReadsIsFoundOutAndDelaysNobody();
    void whoPingsAndNeverReadsIsCutOff();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
};

void TestHostile::whoNeverReadsIsFoundOutAndDelaysNobody()
{
    ServerProcess server(m_folder.filePath(u"slow"_s));
    QVERIFY(server.start({ u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                           u"limits.sends_burst=1000000"_s, u"--set"_s,
                           u"server.durability=normal"_s }));
    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s);
    QVERIFY(ada->join(u"tea"_s));

    LazySocket lazy(server);
    QVERIFY(lazy.isAnswered());
    lazy.say(R"({"type":"authenticate","data":{"name":"lazy"}})");
    lazy.say(R"({"type":"join-room","data":{"roomId":"tea"}})");
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

void TestHostile::whoPingsAndNeverReadsIsCutOff()
{
    ServerProcess server(m_folder.filePath(u"pings"_s));
    QVERIFY(server.start());
    LazySocket lazy(server);
    QVERIFY(lazy.isAnswered());

    // 64 MB of pings, each of which Qt answers by itself.
    const QByteArray payload(120, 'p');
    constexpr int burst = 4096;
    for (int i = 0; i < 128 && !lazy.isOver(); ++i) {
        lazy.ping(payload, burst);
        QVERIFY(waitUntil([&] { return lazy.isOver() || lazy.backlog() == 0; }));
    }
    QVERIFY(lazy.isOver());
    QString log;
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.contains("session 1 ended"_L1);
    }));
    QVERIFY2(log.contains("4529"_L1), qPrintable(log)); // more than pings may be; pongs unread
    QVERIFY(connectTo(server)->authenticate(u"ada"_s).id != UserId());
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
