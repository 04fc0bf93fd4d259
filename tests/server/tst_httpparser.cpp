#include "common/base/literals.h"
#include "server/door/httpparser.h"

#include <QTest>

using namespace chat;

class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRequests_data();
    void readsRequests();
    void everyPrefixIsIncomplete_data();
    void everyPrefixIsIncomplete();
    void bytesOneByOneAreTheSame_data();
    void bytesOneByOneAreTheSame();
    void whatIsBehindTheRequestStays();
    void knowsWhoWantsAWebSocket_data();
    void knowsWhoWantsAWebSocket();
    void whatCanBeReadInTwoWaysIsRefused_data();
    void whatCanBeReadInTwoWaysIsRefused();
    void limitsAreKept_data();
    void limitsAreKept();
    void theLargestHeadMayComeByteByByte();
    void randomBytesAreNoTrouble();

private:
    void addRequests();
    /// As a connection does it: what is not consumed comes again, with what follows.
    static QByteArray feed(HttpParser &parser, const QByteArray &bytes, qsizetype atOnce)
    {
        QByteArray unread;
        for (qsizetype at = 0; at < bytes.size(); at += atOnce) {
            unread += bytes.mid(at, atOnce);
            unread.remove(0, parser.read(unread));
        }
        return unread;
    }
};

namespace {

const QByteArray host = "Host: desk\r\n";

} // namespace

void TestHttpParser::addRequests()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("keepsAlive");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &path,
                        const QByteArray &body, bool keepsAlive) {
        QTest::newRow(name) << bytes << path << body << keepsAlive;
    };
    row("simple", "GET /healthz HTTP/1.1\r\n" + host + "\r\n", "/healthz", {}, true);
    row("with a query", "GET /a?b=/c HTTP/1.1\r\n" + host + "\r\n", "/a", {}, true);
    row("absolute", "GET http://desk:1/a HTTP/1.1\r\n" + host + "\r\n", "/a", {}, true);
    row("absolute without a path", "GET http://desk HTTP/1.1\r\n" + host + "\r\n", "/", {}, true);
    row("last one", "GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", "/", {}, false);
    row("old", "GET / HTTP/1.0\r\n\r\n", "/", {}, false);
    row("old, goes on", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "/", {}, true);
    row("with a length", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\ntea", "/", "tea",
        true);
    row("of length 0", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "/", {}, true);
    row("in chunks",
        "POST / HTTP/1.1\r\n" + host
            + "Transfer-Encoding: chunked\r\n\r\n2\r\nte\r\n1;x=y\r\na\r\n0\r\n\r\n",
        "/", "tea", true);
    row("in no chunk but the last",
        "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "/", {},
        true);
    row("in chunks with a trailer",
        "POST / HTTP/1.1\r\n" + host
            + "Transfer-Encoding: Chunked\r\n\r\n3\r\ntea\r\n0\r\nX: y\r\n\r\n",
        "/", "tea", true);
}

void TestHttpParser::readsRequests_data()
{
    addRequests();
}

void TestHttpParser::readsRequests()
{
    QFETCH(const QByteArray, bytes);
    HttpParser parser({});
    QCOMPARE(feed(parser, bytes, bytes.size()), QByteArray());
    QCOMPARE(parser.refusal(), 0);
    QVERIFY(parser.isWhole());
    QTEST(parser.request()->path, "path");
    QTEST(parser.request()->body, "body");
    QTEST(parser.request()->keepsAlive, "keepsAlive");
    QVERIFY(!parser.request()->wantsWebSocket);
}

void TestHttpParser::everyPrefixIsIncomplete_data()
{
    addRequests();
}

void TestHttpParser::everyPrefixIsIncomplete()
{
    QFETCH(const QByteArray, bytes);
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        HttpParser parser({});
        feed(parser, bytes.first(size), bytes.size());
        QCOMPARE(parser.refusal(), 0);
        QVERIFY(!parser.isWhole());
    }
}

void TestHttpParser::bytesOneByOneAreTheSame_data()
{
    addRequests();
}

void TestHttpParser::bytesOneByOneAreTheSame()
{
    QFETCH(const QByteArray, bytes);
    HttpParser parser({});
    QCOMPARE(feed(parser, bytes, 1), QByteArray());
    QVERIFY(parser.isWhole());
    QTEST(parser.request()->body, "body");
}

void TestHttpParser::whatIsBehindTheRequestStays()
{
    const QByteArray next = "GET /next HTTP/1.1\r\n\r\n";
    for (const QByteArray &first :
         { "GET / HTTP/1.1\r\n" + host + "\r\n",
           "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\ntea",
           "POST / HTTP/1.1\r\n" + host
               + "Transfer-Encoding: chunked\r\n\r\n3\r\ntea\r\n0\r\n\r\n" }) {
        HttpParser parser({});
        QCOMPARE(feed(parser, first + next, first.size() + next.size()), next);
        QVERIFY(parser.isWhole());
        QCOMPARE(parser.read(next), 0);
    }
}

void TestHttpParser::knowsWhoWantsAWebSocket_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("wants");
    QTest::addColumn<QByteArray>("origin");
    const QByteArray get = "GET / HTTP/1.1\r\n" + host;
    const QByteArray upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const auto row = [](const char *name, const QByteArray &bytes, bool wants,
                        const QByteArray &origin = {}) {
        QTest::newRow(name) << bytes + "\r\n" << wants << origin;
    };
    row("does", get + upgrade, true);
    row("in other letters", get + "upgrade: WebSocket\r\nconnection: keep-alive, upgrade\r\n",
        true);
    row("among others", get + "Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n", true);
    row("from a page", get + upgrade + "Origin: https://a.example\r\n", true, "https://a.example");
    row("does not say so", get, false);
    row("wants something else", get + "Upgrade: h2c\r\nConnection: Upgrade\r\n", false);
    row("has the word elsewhere", get + "X: Upgrade: websocket\r\nConnection: Upgrade\r\n", false);
    row("only mentions it", get + "Upgrade: websocket\r\n", false);
    row("posts", "POST / HTTP/1.1\r\n" + host + upgrade, false);
}

void TestHttpParser::knowsWhoWantsAWebSocket()
{
    QFETCH(const QByteArray, bytes);
    HttpParser parser({});
    parser.read(bytes);
    QVERIFY(parser.isWhole());
    QTEST(parser.request()->wantsWebSocket, "wants");
    QTEST(parser.request()->origin.value_or(QByteArray()), "origin");
}

void TestHttpParser::whatCanBeReadInTwoWaysIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray post = "POST / HTTP/1.1\r\n" + host;
    const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    const QByteArray length = "Content-Length: 3\r\n";
    row("length and coding", post + length + chunked + "\r\n0\r\n\r\n");
    row("coding and length", post + chunked + length + "\r\n0\r\n\r\n");
    row("two lengths", post + length + "Content-Length: 4\r\n\r\ntea!");
    row("the same length twice", post + length + length + "\r\ntea");
    row("lengths in a list", post + "Content-Length: 3, 3\r\n\r\ntea");
    row("a signed length", post + "Content-Length: +3\r\n\r\ntea");
    row("a negative length", post + "Content-Length: -1\r\n\r\n");
    row("a length with a blank", post + "Content-Length: 3 3\r\n\r\n");
    row("a huge length", post + "Content-Length: 99999999999999999999\r\n\r\n");
    row("two codings", post + chunked + chunked + "\r\n0\r\n\r\n");
    row("another coding", post + "Transfer-Encoding: gzip\r\n\r\n", 501);
    row("a coding more", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
    row("chunked is not last", post + "Transfer-Encoding: chunked, identity\r\n\r\n", 501);
    row("nearly chunked", post + "Transfer-Encoding: xchunked\r\n\r\n", 501);
    row("chunked in quotes", post + "Transfer-Encoding: \"chunked\"\r\n\r\n", 501);
    row("a coding in 1.0", "POST / HTTP/1.0\r\n" + host + chunked + "\r\n0\r\n\r\n");
    row("a blank before the colon", post + "Content-Length : 3\r\n\r\ntea");
    row("a folded line", post + "X: a\r\n b\r\n\r\n");
    row("a folded line with a tab", post + "X: a\r\n\tContent-Length: 3\r\n\r\n");
    row("a lone LF", post + "X: a\nContent-Length: 3\r\n\r\ntea");
    row("a lone CR", post + "X: a\rContent-Length: 3\r\n\r\ntea");
    row("a zero byte", post + QByteArray("X: a\0b\r\n\r\n", 10));
    row("a field without a name", post + ": a\r\n\r\n");
    row("a field without a colon", post + "tea\r\n\r\n");
    row("a blank line first", "\r\n" + post + "\r\n");
    row("no host", "GET / HTTP/1.1\r\nX: a\r\n\r\n");
    row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n");
    row("two origins", "GET / HTTP/1.1\r\n" + host + "Origin: a\r\nOrigin: b\r\n\r\n");
    row("no path", "GET  HTTP/1.1\r\n" + host + "\r\n");
    row("another server's path", "GET ftp://desk/ HTTP/1.1\r\n" + host + "\r\n");
    row("an authority", "CONNECT desk:1 HTTP/1.1\r\n" + host + "\r\n");
    row("no version", "GET /\r\n" + host + "\r\n");
    row("HTTP/2", "GET / HTTP/2.0\r\n" + host + "\r\n", 505);
    row("HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", 505);
    row("HTTP/0.9", "GET / HTTP/0.9\r\n" + host + "\r\n", 505);
    row("a chunk of no size", post + chunked + "\r\n\r\ntea");
    row("a chunk of another size", post + chunked + "\r\n2\r\ntea\r\n0\r\n\r\n");
    row("a chunk of a signed size", post + chunked + "\r\n+3\r\ntea\r\n0\r\n\r\n");
    row("a chunk of a huge size", post + chunked + "\r\nfffffffffffffffff\r\n");
    row("an expectation", post + length + "Expect: 100-continue\r\n\r\n", 417);
}

void TestHttpParser::whatCanBeReadInTwoWaysIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    HttpParser parser({});
    feed(parser, bytes, bytes.size());
    QCOMPARE(parser.refusal(), status);
    QVERIFY(!parser.isWhole());
    HttpParser byOne({});
    feed(byOne, bytes, 1);
    QCOMPARE(byOne.refusal(), status);
}

void TestHttpParser::limitsAreKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray get = "GET / HTTP/1.1\r\n" + host;
    const QByteArray post = "POST / HTTP/1.1\r\n" + host;
    const auto filled = [&get](qsizetype size) {
        const QByteArray head = get + "X: ";
        return head + QByteArray(size - head.size(), 'x') + "\r\n\r\n";
    };
    QTest::newRow("largest head") << filled(limits::headerBytes) << 0;
    QTest::newRow("too large a head") << filled(limits::headerBytes + 1) << 431;
    QTest::newRow("a head without an end") << QByteArray(limits::headerBytes + 1, 'x') << 431;
    QTest::newRow("most fields") << get + QByteArray("X: a\r\n").repeated(limits::headerFields - 1)
            + "\r\n" << 0;
    QTest::newRow("too many fields") << get + QByteArray("X: a\r\n").repeated(limits::headerFields)
            + "\r\n" << 431;
    const auto withLength = [&post](qsizetype size) {
        return post + "Content-Length: " + QByteArray::number(size) + "\r\n\r\n"
            + QByteArray(size, 'x');
    };
    QTest::newRow("largest body") << withLength(limits::httpBodyBytes) << 0;
    QTest::newRow("too large a body") << withLength(limits::httpBodyBytes + 1) << 413;
    const auto inChunks = [&post](qsizetype count) {
        return post + "Transfer-Encoding: chunked\r\n\r\n"
            + ("400\r\n" + QByteArray(1024, 'x') + "\r\n").repeated(count) + "0\r\n\r\n";
    };
    QTest::newRow("largest body in chunks") << inChunks(limits::httpBodyBytes / 1024) << 0;
    QTest::newRow("too large a body in chunks")
        << inChunks(limits::httpBodyBytes / 1024 + 1) << 413;
    QTest::newRow("an endless chunk extension")
        << post + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(2 * limits::headerBytes, 'x')
        << 431;
    QTest::newRow("an endless trailer") << post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: "
            + QByteArray(2 * limits::headerBytes, 'x')
                                        << 431;
}

void TestHttpParser::limitsAreKept()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    HttpParser parser({});
    feed(parser, bytes, 1000);
    QCOMPARE(parser.refusal(), status);
    QCOMPARE(parser.isWhole(), status == 0);
}

void TestHttpParser::theLargestHeadMayComeByteByByte()
{
    const QByteArray get = "GET / HTTP/1.1\r\n" + host + "X: ";
    for (const int more : { 0, 1 }) {
        HttpParser parser({});
        const qsizetype size = limits::headerBytes + more;
        feed(parser, get + QByteArray(size - get.size(), 'x') + "\r\n\r\n", 1);
        QCOMPARE(parser.isWhole(), more == 0);
        QCOMPARE(parser.refusal(), more * 431);
    }
}

void TestHttpParser::randomBytesAreNoTrouble()
{
    // Requests with some of their bytes changed, cut off or put in twice.
    const QByteArray request = "POST /a HTTP/1.1\r\n" + host
        + "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n3\r\ntea\r\n0\r\n\r\n";
    quint32 state = 20260101;
    const auto next = [&state](qsizetype below) {
        state = state * 1664525 + 1013904223;
        return static_cast<qsizetype>((state >> 8) % static_cast<quint32>(below));
    };
    int whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = request;
        for (qsizetype changes = next(4); changes > 0 && !bytes.isEmpty(); --changes) {
            const qsizetype at = next(bytes.size());
            switch (next(3)) {
            case 0:
                bytes[at] = static_cast<char>(next(256));
                break;
            case 1:
                bytes.remove(at, 1 + next(4));
                break;
            default:
                bytes.insert(at, bytes.mid(at, next(20)));
            }
        }
        HttpParser parser({});
        feed(parser, bytes, 1 + next(50));
        QVERIFY(!(parser.isWhole() && parser.refusal()));
        whole += parser.isWhole() ? 1 : 0;
    }
    QVERIFY(whole > 1000);
}

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
