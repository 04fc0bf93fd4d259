#include "common/base/literals.h"
#include "server/door/endpoints/frontpage.h"
#include "server/door/endpoints/health.h"
#include "server/door/frontdoor.h"
#include "tests/support/plainsocket.h"
#include "tests/support/tlsfiles.h"
#include "tests/support/tlssocket.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

/// Pages, over real sockets.
class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void answersPages_data();
    void answersPages();
    void headIsTheSameWithoutTheBody();
    void aConnectionServesManyRequests();
    void pipelinedRequestsAreAnsweredInOrder();
    void closesAfterTheLastOne_data();
    void closesAfterTheLastOne();
    void aBodyIsReadAndIgnored_data();
    void aBodyIsReadAndIgnored();
    void twoWaysToReadItAreRefusedAndClosed();
    void theSecondRequestIsCheckedLikeTheFirst();
    void anIdleConnectionIsClosed();
    void aSlowRequestIsClosed_data();
    void aSlowRequestIsClosed();
    void whoTakesNoAnswersIsNotReadOn();
    void servesOverTls();
    void notReadyIsSaid();
    void pagesForThisMachineAreNotForOthers();
    void theFrontPageEscapesTheName();
    void itsEndIsTheEndOfItsConnections();

private:
    void open(const FrontDoor::Config &config);
    static QByteArray get(const QByteArray &path, const QByteArray &more = {})
    {
        return "GET " + path + " HTTP/1.1\r\nHost: desk\r\n" + more + "\r\n";
    }

    const TlsPair m_pair;
    std::optional<QByteArray> m_whyNotReady;
    std::unique_ptr<FrontDoor> m_door;
};

void TestHttpServer::init()
{
    m_whyNotReady = std::nullopt;
    open({ .address = QHostAddress::LocalHost, .port = 0 });
}

void TestHttpServer::open(const FrontDoor::Config &config)
{
    m_door = std::make_unique<FrontDoor>(
        [](const std::unique_ptr<Transport> &, const Strangers::Place &) {});
    const Endpoint large { .path = "/large", .get = [](const HttpCaller &) {
                              return HttpResponse { .body = QByteArray(50'000, 'x') };
                          } };
    const Endpoint mine { .path = "/mine",
                          .audience = Endpoint::Audience::ThisMachine,
                          .get = [](const HttpCaller &caller) {
                              return HttpResponse { .body = caller.destination };
                          } };
    m_door->setEndpoints({ endpoints::health(),
                           endpoints::readiness([this] { return m_whyNotReady; }),
                           endpoints::frontPage([this] {
                               return endpoints::FrontPageFacts { u"Tea <b>& cake</b>"_s,
                                                                  m_pair.identity().fingerprint };
                           }),
                           large, mine });
    QVERIFY(m_door->listen(config, m_pair.identity()));
}

void TestHttpServer::answersPages_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &start,
                        const QByteArray &words) {
        QTest::newRow(name) << request << start << words;
    };
    const QByteArray last = "Connection: close\r\n";
    row("health", get("/healthz", last), "HTTP/1.1 200 OK\r\n", "\r\n\r\nok\n");
    row("readiness", get("/readyz", last), "HTTP/1.1 200 OK\r\n", "\r\n\r\nready\n");
    row("front page", get("/", last), "HTTP/1.1 200 OK\r\n", "Content-Type: text/html");
    row("this machine's", get("/mine", last), "HTTP/1.1 200 OK\r\n", "127.0.0.1:");
    row("unknown", get("/nowhere", last), "HTTP/1.1 404 Not Found\r\n", "no such page");
    row("nearly known", get("/healthz/", last), "HTTP/1.1 404 Not Found\r\n", "no such page");
    row("above", get("/../healthz", last), "HTTP/1.1 404 Not Found\r\n", "no such page");
    row("posted", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + last + "\r\n",
        "HTTP/1.1 405 Method Not Allowed\r\n", "\r\nAllow: GET, HEAD\r\n");
    row("invented", "BREW /healthz HTTP/1.1\r\nHost: x\r\n" + last + "\r\n",
        "HTTP/1.1 405 Method Not Allowed\r\n", "\r\nAllow: GET, HEAD\r\n");
    row("old", "GET /healthz HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Connection: close\r\n");
}

void TestHttpServer::answersPages()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, words);
    PlainSocket wire(m_door->port(), request);
    const QByteArray answer = wire.everything();
    QVERIFY2(answer.startsWith(start), answer);
    QVERIFY2(answer.contains(words), answer);
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
}

void TestHttpServer::headIsTheSameWithoutTheBody()
{
    PlainSocket whole(m_door->port(), get("/large", "Connection: close\r\n"));
    const QByteArray answer = whole.everything();
    PlainSocket head(m_door->port(),
                     "HEAD /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const QByteArray start = head.everything();
    QVERIFY2(start.endsWith("\r\n\r\n"), start);
    QVERIFY2(start.contains("\r\nContent-Length: 50000\r\n"), start);
    QCOMPARE(answer.size(), start.size() + 50'000);
}

void TestHttpServer::aConnectionServesManyRequests()
{
    PlainSocket wire(m_door->port());
    for (int i = 1; i <= 5; ++i) {
        wire.write(get("/healthz"));
        QVERIFY(wire.hears("\r\n\r\nok\n", i));
    }
    QVERIFY(!wire.isOver());
    QVERIFY(wire.heard().contains("Connection: keep-alive"));
}

void TestHttpServer::pipelinedRequestsAreAnsweredInOrder()
{
    PlainSocket wire(m_door->port(),
                     get("/healthz") + get("/nowhere") + "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
                         + get("/readyz", "Connection: close\r\n") + get("/healthz"));
    const QByteArray answers = wire.everything();
    QCOMPARE(answers.count("HTTP/1.1 "), 4); // what follows the last one is not asked any more
    const QList<qsizetype> places { answers.indexOf("ok\n"), answers.indexOf("no such page"),
                                    answers.lastIndexOf("HTTP/1.1 200 OK"),
                                    answers.indexOf("ready\n") };
    QVERIFY2(!places.contains(-1) && std::ranges::is_sorted(places), answers);
}

void TestHttpServer::closesAfterTheLastOne_data()
{
    QTest::addColumn<QByteArray>("requests");
    QTest::addColumn<int>("answers");
    QTest::newRow("said") << get("/healthz", "Connection: close\r\n") << 1;
    QTest::newRow("old") << QByteArray("GET /healthz HTTP/1.0\r\n\r\n") << 1;
    QTest::newRow("too many") << get("/healthz").repeated(limits::httpRequests + 10)
                              << limits::httpRequests;
}

void TestHttpServer::closesAfterTheLastOne()
{
    QFETCH(const QByteArray, requests);
    QFETCH(const int, answers);
    PlainSocket wire(m_door->port(), requests);
    const QByteArray heard = wire.everything();
    QCOMPARE(heard.count("\r\n\r\nok\n"), answers);
    QCOMPARE(heard.count("Connection: close\r\n"), 1);
}

void TestHttpServer::aBodyIsReadAndIgnored_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("with a length") << "Content-Length: 40000\r\n\r\n" + QByteArray(40'000, 'x');
    QTest::newRow("in chunks") << "Transfer-Encoding: chunked\r\n\r\n"
            + ("100\r\n" + QByteArray(256, 'x') + "\r\n").repeated(100) + "0\r\n\r\n";
}

void TestHttpServer::aBodyIsReadAndIgnored()
{
    QFETCH(const QByteArray, rest);
    PlainSocket wire(m_door->port(),
                     "GET /healthz HTTP/1.1\r\nHost: x\r\n" + rest + get("/readyz"));
    QVERIFY(wire.hears("ready\n"));
    QCOMPARE(wire.heard().count("HTTP/1.1 200 OK"), 2);
}

void TestHttpServer::twoWaysToReadItAreRefusedAndClosed()
{
    // A front that believes the length lets the second request through as a body.
    PlainSocket wire(m_door->port(),
                     "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 44\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                         + get("/mine"));
    const QByteArray answer = wire.everything();
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer);
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
}

void TestHttpServer::theSecondRequestIsCheckedLikeTheFirst()
{
    PlainSocket wire(m_door->port(),
                     get("/healthz") + "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\nY: b\r\n\r\n"
                         + get("/readyz"));
    const QByteArray answers = wire.everything();
    QCOMPARE(answers.count("HTTP/1.1 200 "), 1);
    QCOMPARE(answers.count("HTTP/1.1 400 "), 1);
    QVERIFY(!answers.contains("ready\n"));
}

void TestHttpServer::anIdleConnectionIsClosed()
{
    open({ .address = QHostAddress::LocalHost, .port = 0, .httpPatience = { .idle = 50ms } });
    PlainSocket wire(m_door->port(), get("/healthz"));
    QVERIFY(wire.hears("ok\n"));
    QVERIFY(wire.waitForEnd());
}

void TestHttpServer::aSlowRequestIsClosed_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("rest");
    const QByteArray post = "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    QTest::newRow("a body that comes slowly") << post << QByteArray(1, 'x');
    QTest::newRow("a body that does not come") << post << QByteArray();
    QTest::newRow("a second head that comes slowly") << get("/healthz") + "G" << QByteArray(1, 'x');
}

void TestHttpServer::aSlowRequestIsClosed()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, rest);
    open({ .address = QHostAddress::LocalHost,
           .port = 0,
           .httpPatience = { .request = 100ms, .idle = 10min } });
    PlainSocket wire(m_door->port(), first);
    QTimer drip;
    connect(&drip, &QTimer::timeout, &wire, [&] { wire.write(rest); });
    drip.start(5ms);
    QVERIFY(wire.waitForEnd());
}

void TestHttpServer::whoTakesNoAnswersIsNotReadOn()
{
    open({ .address = QHostAddress::LocalHost, .port = 0, .httpPatience = { .request = 10min } });
    PlainSocket wire(m_door->port());
    wire.setReadBufferSize(1);
    QVERIFY(wire.waitForConnection());
    const auto asked = [this] {
        for (const Measure &measure : m_door->measures()) {
            if (measure.name == "http_requests_total"_L1)
                return measure.samples.first().value;
        }
        return -1.0;
    };
    // Many small questions whose answers fill the kernel's buffers.
    wire.write(get("/large").repeated(90));
    QVERIFY(waitUntil([&] { return wire.bytesToWrite() == 0; }));
    double before = -1;
    while (asked() != before) { // until it has stopped
        before = asked();
        for (int turn = 0; turn < 20; ++turn)
            QCoreApplication::processEvents();
    }
    wire.setReadBufferSize(0);
    QVERIFY(wire.hears("HTTP/1.1 200 OK", 90));
    QCOMPARE(asked(), 90.0);
}

void TestHttpServer::servesOverTls()
{
    TlsSocket socket(m_door->port());
    socket.write(get("/healthz") + get("/large") + get("/readyz"));
    QVERIFY(socket.hears("ready\n"));
}

void TestHttpServer::notReadyIsSaid()
{
    m_whyNotReady = "The store is full.";
    PlainSocket wire(m_door->port(), get("/readyz", "Connection: close\r\n"));
    const QByteArray answer = wire.everything();
    QVERIFY2(answer.startsWith("HTTP/1.1 503 "), answer);
    QVERIFY2(answer.contains("The store is full."), answer);
}

void TestHttpServer::pagesForThisMachineAreNotForOthers()
{
    const SystemClock clock;
    Deadlines deadlines(clock);
    HttpServer server(deadlines);
    server.setEndpoints({ Endpoint { .path = "/mine",
                                     .audience = Endpoint::Audience::ThisMachine,
                                     .get = [](const HttpCaller &) { return HttpResponse {}; } } });
    const HttpRequest request { .method = "GET", .path = "/mine" };
    QCOMPARE(server.answer(request, { .isThisMachine = true }).status, 200);
    QCOMPARE(server.answer(request, { .isThisMachine = false }).status, 403);
}

void TestHttpServer::theFrontPageEscapesTheName()
{
    PlainSocket wire(m_door->port(), get("/", "Connection: close\r\n"));
    const QByteArray answer = wire.everything();
    QVERIFY2(answer.contains("Tea &lt;b&gt;&amp; cake"), answer);
    QVERIFY(!answer.contains("<b>"));
    QVERIFY(answer.contains(m_pair.identity().fingerprint.toWords().join(u' ').toUtf8()));
    QVERIFY(answer.contains("Content-Security-Policy: default-src 'none'"));
}

void TestHttpServer::itsEndIsTheEndOfItsConnections()
{
    PlainSocket wire(m_door->port(), get("/healthz"));
    QVERIFY(wire.hears("ok\n"));
    m_door.reset();
    QVERIFY(wire.waitForEnd());
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
