#include "common/net/websockettransport.h"
#include "tests/support/jwts.h"
#include "tests/support/plainsocket.h"
#include "tests/support/seededrandom.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"
#include "tests/support/tlssocket.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QByteArray host = "Host: x\r\n";

/// A frame of a client, masked with zeros: the payload is as it is. `size` is what its head says.
QByteArray frame(int firstByte, const QByteArray &payload, qint64 size = -1)
{
    const qint64 said = size < 0 ? payload.size() : size;
    QByteArray head(1, static_cast<char>(firstByte));
    const int digits = said <= 125 ? 0 : said <= 65535 ? 2 : 8;
    head += static_cast<char>(0x80 | (digits == 0 ? said : digits == 2 ? 126 : 127));
    for (int i = digits - 1; i >= 0; --i)
        head += static_cast<char>(said >> (8 * i));
    return head + QByteArray(4, 0) + payload;
}

} // namespace

/// What strangers may throw at a server of its own process, and that it goes on without harm.
class TestAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void requestsThatHideAnotherOneAreRefused_data();
    void requestsThatHideAnotherOneAreRefused();
    void aBodyThatDoesNotComeIsNotWaitedFor();
    void whatOnlyBeginsLikeTlsEnds_data();
    void whatOnlyBeginsLikeTlsEnds();
    void framesThatAreNoneEndTheConnection_data();
    void framesThatAreNoneEndTheConnection();
    void aNegativeLengthEndsTheConnection();
    void oddJsonIsAnswered_data();
    void oddJsonIsAnswered();
    void whoPingsAndReadsIsCutOff();
    void guessingPasswordsHoldsNobodyUp();
    void forgedTokensLetNobodyIn_data();
    void forgedTokensLetNobodyIn();

private:
    static std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), clock());
        return client->waitFor<Welcome>() ? std::move(client) : nullptr;
    }
    static const Clock &clock()
    {
        static const SystemClock clock;
        return clock;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<TestClient> m_ada; // is there all the time
};

void TestAttacks::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_server->start());
    m_ada = connectTo(*m_server);
    QVERIFY(m_ada);
    m_ada->authenticate(u"ada"_s);
    QVERIFY(m_ada->join(u"tea"_s));
}

// Whatever was done: who was there can talk, and who comes is let in.
void TestAttacks::cleanup()
{
    static int count = 0;
    QVERIFY(m_ada->ask(ListRooms {}));
    QVERIFY(!m_ada->closed());
    const auto bob = connectTo(*m_server);
    QVERIFY(bob);
    QVERIFY(bob->authenticate(u"bob %1"_s.arg(++count)).id != UserId());
}

void TestAttacks::requestsThatHideAnotherOneAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hidden = "GET /healthz HTTP/1.1\r\n" + host + "\r\n";
    const QByteArray post = "POST / HTTP/1.1\r\n" + host;
    const QByteArray chunks = "Transfer-Encoding: chunked\r\n";
    QTest::newRow("length and chunks")
        << post + "Content-Length: 4\r\n" + chunks + "\r\n0\r\n\r\n" + hidden;
    QTest::newRow("chunks and length")
        << post + chunks + "Content-Length: 50\r\n\r\n0\r\n\r\n" + hidden;
    QTest::newRow("two lengths") << post + "Content-Length: 0\r\nContent-Length: 4\r\n\r\n"
            + hidden;
    QTest::newRow("a list of lengths") << post + "Content-Length: 0, 4\r\n\r\n" + hidden;
    QTest::newRow("a signed length") << post + "Content-Length: +0\r\n\r\n" + hidden;
    QTest::newRow("another coding")
        << post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden;
    QTest::newRow("two codings") << post + "Transfer-Encoding: identity\r\n" + chunks
            + "\r\n0\r\n\r\n" + hidden;
    QTest::newRow("a space before the colon") << post + "Content-Length : 4\r\n\r\n" + hidden;
    QTest::newRow("a folded line") << post + "X: y\r\n Content-Length: 4\r\n\r\n" + hidden;
    QTest::newRow("a lone line feed") << post + "X: y\nContent-Length: 4\r\n\r\n" + hidden;
    QTest::newRow("a lone return") << post + "X: y\rContent-Length: 4\r\n\r\n" + hidden;
    QTest::newRow("a zero") << post + QByteArray("X: \0\r\n\r\n", 8) + hidden;
    QTest::newRow("two hosts") << post + host + "\r\n" + hidden;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") + hidden;
    QTest::newRow("a size that is none") << post + chunks + "\r\n0x0\r\n\r\n" + hidden;
    QTest::newRow("a huge size") << post + chunks + "\r\nffffffffffffffff\r\n" + hidden;
    QTest::newRow("frames before the answer")
        << QByteArray(upgradeRequest) + frame(0x81, "{}") + hidden;
}

void TestAttacks::requestsThatHideAnotherOneAreRefused()
{
    QFETCH(const QByteArray, bytes);
    PlainSocket wire(m_server->port(), bytes);
    const QByteArray answer = wire.everything();
    QVERIFY2(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
    QVERIFY(!answer.contains("\r\n\r\nok"));
}

void TestAttacks::aBodyThatDoesNotComeIsNotWaitedFor()
{
    PlainSocket never(m_server->port(),
                      "POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nte");
    PlainSocket endless(m_server->port(),
                        "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1;x=");
    // A byte whenever the server has dealt with something else: it never falls silent.
    while (!endless.isOver()) {
        endless.write("y");
        QVERIFY(waitUntil([&] { return endless.isOver() || endless.bytesToWrite() == 0; }));
        PlainSocket page(m_server->port(),
                         "GET /healthz HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
        QVERIFY(page.everything().endsWith("ok\n"));
    }
    QVERIFY(never.waitForEnd());
}

void TestAttacks::whatOnlyBeginsLikeTlsEnds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    SeededRandom random(5);
    for (int i = 0; i < 20; ++i) {
        QByteArray bytes = QByteArray::fromHex("1603010200");
        while (bytes.size() < 600)
            bytes += static_cast<char>(random.next());
        QTest::newRow(qPrintable(u"noise %1"_s.arg(i))) << bytes;
    }
    const QByteArray hello = clientHello(0x0303);
    for (const int at : { 1, 3, 5, 6, 9, 11, 43, 44, 60 }) {
        QByteArray changed = hello;
        changed[at] = static_cast<char>(changed[at] ^ 0xff);
        QTest::newRow(qPrintable(u"a hello, byte %1"_s.arg(at))) << changed + hello;
    }
    QTest::newRow("an alert first") << QByteArray::fromHex("1503030002022a") + hello;
    QTest::newRow("SSL 3") << clientHello(0x0300);
    QTest::newRow("TLS 1.1") << clientHello(0x0302);
    QTest::newRow("an empty record") << QByteArray::fromHex("1603010000").repeated(100);
}

void TestAttacks::whatOnlyBeginsLikeTlsEnds()
{
    QFETCH(const QByteArray, bytes);
    PlainSocket wire(m_server->port(), bytes);
    const QByteArray answer = wire.everything();
    QVERIFY(wire.isOver());
    QVERIFY(!answer.contains("HTTP/1.1 1"));
}

void TestAttacks::framesThatAreNoneEndTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a reserved bit") << frame(0xc1, "{}");
    QTest::newRow("all reserved bits") << frame(0xf1, "{}");
    for (const int opcode : { 0x83, 0x87, 0x8b, 0x8f })
        QTest::newRow(qPrintable(u"opcode %1"_s.arg(opcode, 0, 16))) << frame(opcode, "{}");
    QTest::newRow("a ping in fragments") << frame(0x09, "x");
    QTest::newRow("a long ping") << frame(0x89, QByteArray(126, 'x'));
    QTest::newRow("a closing frame of one byte") << frame(0x88, "x");
    QTest::newRow("2^62 bytes") << frame(0x81, {}, 1LL << 62);
    QTest::newRow("a stranger's 17 KiB") << frame(0x81, QByteArray(17 * 1024, ' '));
    QTest::newRow("17 KiB in fragments")
        << frame(0x01, QByteArray(9 * 1024, ' ')) + frame(0x80, QByteArray(9 * 1024, ' '));
    QTest::newRow("a continuation of nothing") << frame(0x80, "{}");
    QTest::newRow("a beginning within a beginning") << frame(0x01, "{") + frame(0x81, "}");
    QTest::newRow("no UTF-8") << frame(0x81, "\"\xff\xfe\"");
    QTest::newRow("a surrogate in UTF-8") << frame(0x81, "\"\xed\xa0\x80\"");
    QTest::newRow("overlong UTF-8") << frame(0x81, "\"\xc0\xaf\"");
    QTest::newRow("half a letter") << frame(0x81, "\"\xe2\x82");
}

void TestAttacks::framesThatAreNoneEndTheConnection()
{
    QFETCH(const QByteArray, bytes);
    PlainSocket wire(m_server->port(), upgradeRequest);
    QVERIFY(wire.hears("\"welcome\""));
    wire.write(bytes);
    const QByteArray all = wire.everything();
    QVERIFY(wire.isOver());
    QVERIFY(!all.contains("\"error\""));
}

// Qt 6.4 takes it for an empty message before it notices.
void TestAttacks::aNegativeLengthEndsTheConnection()
{
    PlainSocket wire(m_server->port(), upgradeRequest);
    QVERIFY(wire.hears("\"welcome\""));
    wire.write(frame(0x81, {}, std::numeric_limits<qint64>::min()));
    QVERIFY(!wire.everything().contains("authenticated"));
    QVERIFY(wire.isOver());
}

void TestAttacks::oddJsonIsAnswered_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray begin = R"({"type":"list-rooms","data":)";
    QTest::newRow("deep") << begin + QByteArray(5000, '[') + QByteArray(5000, ']') + '}';
    QTest::newRow("deep, without an end") << QByteArray(16'000, '[');
    QTest::newRow("deep objects") << QByteArray(R"({"a":)").repeated(1000);
    QTest::newRow("wide") << begin + '[' + QByteArray("0,").repeated(7000) + "0]}";
    QTest::newRow("a long key") << "{\"" + QByteArray(15'000, 'k') + "\":1}";
    QTest::newRow("equal keys") << QByteArray(R"({"type":"list-rooms","type":"bogus"})");
    QTest::newRow("half of a pair")
        << QByteArray(R"({"type":"authenticate","data":{"name":"\ud800"}})");
    QTest::newRow("a zero") << QByteArray(R"({"type":"authenticate","data":{"name":"a\u0000b"}})");
    QTest::newRow("numbers") << QByteArray(R"({"type":"list-rooms","id":1e400})");
    QTest::newRow("not a number") << QByteArray(R"({"type":"list-rooms","id":NaN})");
    QTest::newRow("nothing") << QByteArray(" ");
}

void TestAttacks::oddJsonIsAnswered()
{
    QFETCH(const QByteArray, json);
    const auto eve = connectTo(*m_server);
    QVERIFY(eve);
    eve->tellRaw(json);
    QVERIFY(eve->waitFor<Refusal>());
    QCOMPARE(eve->all<Refusal>().first().code, u"invalid-message"_s);
    QVERIFY(!eve->closed());
}

void TestAttacks::whoPingsAndReadsIsCutOff()
{
    PlainSocket wire(m_server->port(), upgradeRequest);
    QVERIFY(wire.hears("\"welcome\""));
    for (int i = 0; i < 1000 && !wire.isOver(); ++i) {
        wire.write(frame(0x89, {}).repeated(100));
        QVERIFY(waitUntil([&] {
            wire.readAll();
            return wire.isOver() || wire.bytesToWrite() == 0;
        }));
    }
    QVERIFY(wire.waitForEnd());
    QVERIFY(waitUntil([this, log = QString()]() mutable {
        log += m_server->errors();
        return log.contains("too many control frames"_L1);
    }));
}

void TestAttacks::guessingPasswordsHoldsNobodyUp()
{
    const auto owner = connectTo(*m_server);
    QVERIFY(owner->ask(Register { .name = u"Owner"_s, .password = u"correct horse battery"_s }));
    std::vector<std::unique_ptr<TestClient>> guessers;
    for (int i = 0; i < 100; ++i) {
        guessers.push_back(connectTo(*m_server));
        QVERIFY(guessers.back());
        guessers.back()->tell(
            Authenticate { .name = u"Owner"_s, .password = u"wrong horse %1"_s.arg(i) });
    }
    for (int i = 0; i < 10; ++i)
        QVERIFY(m_ada->say(u"tea"_s, u"still here %1"_s.arg(i)));
    for (const auto &guesser : guessers) {
        QVERIFY(guesser->waitFor<Refusal>());
        QCOMPARE(guesser->count<Authenticated>(), 0);
    }
    QVERIFY(owner->ask(ListRooms {}));
}

void TestAttacks::forgedTokensLetNobodyIn_data()
{
    QTest::addColumn<QString>("attack");
    for (const char *attack : { "none", "no signature", "confusion", "expired", "wrong key",
                                "endless", "too long", "another's header" })
        QTest::newRow(attack) << QString::fromLatin1(attack);
}

void TestAttacks::forgedTokensLetNobodyIn()
{
    QFETCH(const QString, attack);
    const jwts::KeyPair pair("RSA");
    const jwts::KeyPair other("RSA");
    QFile key(m_folder.filePath(u"key.pem"_s));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write(pair.publicPem());
    key.close();
    QVERIFY(key.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    ServerProcess server(m_folder.filePath(u"token"_s));
    QVERIFY(
        server.start({ u"--set"_s, u"auth.mode=token"_s, u"--set"_s, u"auth.jwt_algorithm=RS256"_s,
                       u"--set"_s, u"auth.jwt_key_file="_s + key.fileName() }));

    const qint64 now = clock().wallTime().time_since_epoch() / 1s;
    const QJsonObject right { { u"alg"_s, u"RS256"_s } };
    const QJsonObject claims { { u"sub"_s, u"17"_s },
                               { u"name"_s, u"Ada"_s },
                               { u"exp"_s, now + 600 } };
    const auto with = [&claims](const QString &name, const QJsonValue &value) {
        QJsonObject changed = claims;
        changed.insert(name, value);
        return changed;
    };
    const QString good = jwts::token(right, claims, pair.sign());
    const auto nobody = [](const QByteArray &) { return QByteArray(); };
    const QHash<QString, QString> attacks {
        { u"none"_s, jwts::token({ { u"alg"_s, u"none"_s } }, claims, nobody) },
        { u"no signature"_s, good.left(good.lastIndexOf(u'.') + 1) },
        { u"confusion"_s,
          jwts::token({ { u"alg"_s, u"HS256"_s } }, claims, jwts::bySecret(pair.publicPem())) },
        { u"expired"_s, jwts::token(right, with(u"exp"_s, now - 600), pair.sign()) },
        { u"wrong key"_s, jwts::token(right, claims, other.sign()) },
        { u"endless"_s, jwts::token(right, with(u"exp"_s, QJsonValue::Null), pair.sign()) },
        { u"too long"_s, jwts::token(right, with(u"x"_s, QString(5 * 1024, u'x')), pair.sign()) },
        { u"another's header"_s, jwts::token({ { u"alg"_s, u"RS512"_s } }, claims, pair.sign()) },
    };
    const auto eve = connectTo(server);
    QVERIFY(eve);
    const auto refused = eve->ask(Authenticate { .name = u"Ada"_s, .jwt = attacks.value(attack) });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidToken);
    const auto ada = connectTo(server)->ask(Authenticate { .name = u"Ada"_s, .jwt = good });
    QVERIFY2(ada, ada ? "" : qPrintable(ada.error().toText()));
}

QTEST_GUILESS_MAIN(TestAttacks)
#include "tst_attacks.moc"
