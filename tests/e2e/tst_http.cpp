#include "common/net/websockettransport.h"
#include "tests/support/plainsocket.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// The pages of a server of its own process.
class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void theFrontPageSaysHowToJoin();
    void itIsAliveAndReady();
    void metricsTellWhatHappened();
    void otherPagesDoNotExist();
    void aPageMayConnectIfItIsListed();

private:
    QByteArray page(const QByteArray &path) const
    {
        PlainSocket wire(m_server->port(),
                         "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return wire.everything();
    }
    /// The value of a line of /metrics.
    static double valueOf(const QByteArray &metrics, const QByteArray &name)
    {
        const qsizetype start = metrics.indexOf('\n' + name + ' ');
        if (start < 0)
            return -1;
        const qsizetype value = start + name.size() + 2;
        return metrics.mid(value, metrics.indexOf('\n', value) - value).toDouble();
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
};

void TestHttp::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_server->start({ u"--name"_s, u"Tea <kitchen>"_s, u"--set"_s,
                              u"listen.origins=https://a.example http://b.example:8080"_s }));
}

void TestHttp::theFrontPageSaysHowToJoin()
{
    const QByteArray answer = page("/");
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    QVERIFY(answer.contains("Tea &lt;kitchen&gt;"));
    QVERIFY(answer.contains("127.0.0.1:" + QByteArray::number(m_server->port())));
    QVERIFY(answer.contains(m_server->fingerprint().toWords().join(u' ').toUtf8()));
}

void TestHttp::itIsAliveAndReady()
{
    QVERIFY(page("/healthz").endsWith("\r\n\r\nok\n"));
    QVERIFY(page("/readyz").endsWith("\r\n\r\nready\n"));
}

void TestHttp::metricsTellWhatHappened()
{
    const QByteArray before = page("/metrics");
    TestClient ada(WebSocketTransport::connectTo(m_server->tlsUrl(), m_server->fingerprint()),
                   m_clock);
    QVERIFY(ada.waitFor<Welcome>());
    ada.authenticate(u"ada"_s);
    QVERIFY(ada.join(u"tea"_s));
    QVERIFY(ada.say(u"tea"_s, u"hello"_s));
    QVERIFY(!ada.ask(History { .roomId = RoomId::fromText(u"elsewhere"_s) }));
    PlainSocket garbled(m_server->port(), "tea\r\n\r\n");
    garbled.everything();

    const QByteArray after = page("/metrics");
    const auto grew = [&](const QByteArray &name) {
        return valueOf(after, name) - valueOf(before, name);
    };
    for (const QByteArray name :
         { "confab_connections", "confab_people", "confab_rooms", "confab_messages_total",
           "confab_authentications_total", "confab_send_seconds_count",
           "confab_door_tls_handshakes_total", "confab_refusals_total{code=\"not-a-member\"}",
           "confab_door_refusals_total{reason=\"bad-request\"}" })
        QVERIFY2(grew(name) == 1, name);
    QVERIFY(grew("confab_deliveries_total") >= 1);
    QVERIFY(grew("confab_store_requests_total") >= 3);
    QVERIFY(valueOf(after, "confab_store_transaction_seconds_sum") > 0);
    QVERIFY(valueOf(after, "confab_store_queue") >= 0);
}

void TestHttp::otherPagesDoNotExist()
{
    QVERIFY(page("/admin").startsWith("HTTP/1.1 404 "));
    QVERIFY(page("/metrics/").startsWith("HTTP/1.1 404 "));
}

void TestHttp::aPageMayConnectIfItIsListed()
{
    const auto answerTo = [this](const QByteArray &origin) {
        PlainSocket wire(
            m_server->port(),
            "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Origin: "
                + origin + "\r\n\r\n");
        wire.hears("\r\n\r\n");
        return wire.heard().left(12);
    };
    QCOMPARE(answerTo("http://b.example:8080"), "HTTP/1.1 101");
    QCOMPARE(answerTo("http://c.example"), "HTTP/1.1 403");
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
