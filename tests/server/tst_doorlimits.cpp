#include "common/base/logging.h"
#include "server/door/frontdoor.h"
#include "tests/support/plainsocket.h"
#include "tests/support/tlssocket.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace chat;
using namespace std::chrono_literals;

namespace {

QByteArray upgradeFrom(const QByteArray &origin)
{
    QByteArray request = upgradeRequest;
    return request.insert(request.size() - 2, "Origin: " + origin + "\r\n");
}

} // namespace

/// Who is turned away before they are in.
class TestDoorLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();

    void onlyPagesOfTheListMayConnect_data();
    void onlyPagesOfTheListMayConnect();
    void noPageMayConnectUnlessToldSo();
    void whoHasAuthenticatedTakesNoPlace();
    void whenItIsFullWhoIsSilentMakesRoom();
    void whenItIsFullOfTheDecentNewcomersWait();
    void aPageIsAStrangerToo();
    void refusalsAreCountedByTheirReason();
    void refusalsFillNoLog();

private:
    void open(FrontDoor::Config config);
    double count(QLatin1StringView name, QLatin1StringView label = {}) const;

    std::vector<std::unique_ptr<Transport>> m_yielded;
    std::vector<Strangers::Place> m_places;
    std::unique_ptr<FrontDoor> m_door;
};

// Sockets say goodbye in later turns, and after the last test there are none.
void TestDoorLimits::cleanup()
{
    for (const auto &transport : m_yielded)
        transport->abort();
    m_yielded.clear();
    m_places.clear();
    m_door.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestDoorLimits::open(FrontDoor::Config config)
{
    config.address = QHostAddress::LocalHost;
    config.port = 0;
    m_door = std::make_unique<FrontDoor>(
        [this](std::unique_ptr<Transport> transport, Strangers::Place place) {
            m_yielded.push_back(std::move(transport));
            m_places.push_back(std::move(place));
        });
    QVERIFY(m_door->listen(config, {}));
}

double TestDoorLimits::count(QLatin1StringView name, QLatin1StringView label) const
{
    for (const Measure &measure : m_door->measures()) {
        for (const Measure::Sample &sample : measure.samples) {
            if (measure.name == name && sample.label == label)
                return sample.value;
        }
    }
    return -1;
}

void TestDoorLimits::onlyPagesOfTheListMayConnect_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("mayConnect");
    QTest::newRow("listed") << QByteArray("https://a.example") << true;
    QTest::newRow("listed with a port") << QByteArray("http://b.example:8080") << true;
    QTest::newRow("another port") << QByteArray("https://a.example:444") << false;
    QTest::newRow("another scheme") << QByteArray("http://a.example") << false;
    QTest::newRow("a host before it") << QByteArray("https://x.a.example") << false;
    QTest::newRow("a host behind it") << QByteArray("https://a.example.x") << false;
    QTest::newRow("null") << QByteArray("null") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestDoorLimits::onlyPagesOfTheListMayConnect()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const bool, mayConnect);
    open({ .origins = { u"https://a.example"_s, u"http://b.example:8080"_s } });
    PlainSocket wire(m_door->port(), upgradeFrom(origin));
    QVERIFY(wire.hears("\r\n\r\n"));
    QVERIFY2(wire.heard().startsWith(mayConnect ? "HTTP/1.1 101 " : "HTTP/1.1 403 "), wire.heard());
    QVERIFY(mayConnect || wire.waitForEnd());
    QCOMPARE(m_yielded.size(), mayConnect ? 1U : 0U);
}

void TestDoorLimits::noPageMayConnectUnlessToldSo()
{
    open({});
    PlainSocket page(m_door->port(), upgradeFrom("http://127.0.0.1"));
    QVERIFY(page.everything().startsWith("HTTP/1.1 403 "));
    PlainSocket program(m_door->port(), upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
}

void TestDoorLimits::whoHasAuthenticatedTakesNoPlace()
{
    open({ .headerWait = 10min, .strangers = { .total = 1 } });
    PlainSocket first(m_door->port(), upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    QCOMPARE(count("strangers"_L1), 1.0);
    PlainSocket second(m_door->port(), upgradeRequest);
    QVERIFY(second.waitForConnection()); // by the kernel
    m_places.front().reset(); // now it has said who it is
    QVERIFY(waitUntil([this] { return m_yielded.size() == 2; }));
    QVERIFY(!first.isOver());
}

void TestDoorLimits::whenItIsFullWhoIsSilentMakesRoom()
{
    open({ .headerWait = 10min, .strangers = { .total = 10 } });
    std::vector<std::unique_ptr<PlainSocket>> silent;
    for (int i = 0; i < 10; ++i)
        silent.push_back(std::make_unique<PlainSocket>(m_door->port(), i % 2 ? "G" : ""));
    QVERIFY(waitUntil([this] { return count("strangers"_L1) == 10; }));
    PlainSocket decent(m_door->port(), upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; }));
    const auto isOver = [](const auto &wire) { return wire->isOver(); };
    QVERIFY(waitUntil([&] { return std::ranges::count_if(silent, isOver) == 1; }));
    QCOMPARE(count("door_refusals_total"_L1, "crowded"_L1), 1.0);
}

void TestDoorLimits::whenItIsFullOfTheDecentNewcomersWait()
{
    open({ .headerWait = 10min, .strangers = { .total = 2 } });
    PlainSocket first(m_door->port(), upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 1; })); // so it is the front one
    PlainSocket second(m_door->port(), upgradeRequest);
    QVERIFY(waitUntil([this] { return m_yielded.size() == 2; }));
    PlainSocket third(m_door->port(), upgradeRequest);
    QVERIFY(third.waitForConnection());
    first.abort();
    QVERIFY(waitUntil([this] { return m_yielded.front()->state() == Transport::State::Closed; }));
    m_places.front().reset();
    QVERIFY(waitUntil([this] { return m_yielded.size() == 3; }));
    QVERIFY(!second.isOver());
}

void TestDoorLimits::aPageIsAStrangerToo()
{
    open({});
    PlainSocket reader(m_door->port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(reader.hears("HTTP/1.1 404 "));
    QCOMPARE(count("strangers"_L1), 1.0);
    QCOMPARE(count("http_connections"_L1), 1.0);
    QCOMPARE(count("door_visits"_L1), 0.0);
    reader.abort();
    QVERIFY(waitUntil([this] { return count("strangers"_L1) == 0; }));
}

void TestDoorLimits::refusalsAreCountedByTheirReason()
{
    open({ .plaintext = FrontDoor::Plaintext::Nobody, .headerWait = 100ms });
    const auto refusals = [this](QLatin1StringView why) {
        return count("door_refusals_total"_L1, why);
    };
    PlainSocket plain(m_door->port(), upgradeRequest);
    PlainSocket garbled(m_door->port(), "tea\r\n\r\n");
    PlainSocket large(m_door->port(), QByteArray(limits::headerBytes + 10, 'x'));
    PlainSocket slow(m_door->port(), "GET");
    PlainSocket noTls(m_door->port(), "\x16tea tea tea tea tea tea");
    PlainSocket gone(m_door->port(), "GET");
    QVERIFY(gone.waitForConnection());
    QVERIFY(waitUntil([&] { return gone.bytesToWrite() == 0; }));
    gone.abort();
    for (PlainSocket *wire : { &plain, &garbled, &large, &slow, &noTls })
        QVERIFY(wire->waitForEnd());
    QVERIFY(waitUntil([&] { return refusals("gone"_L1) == 1; }));
    for (const auto why :
         { "plain-text"_L1, "bad-request"_L1, "head-too-large"_L1, "too-slow"_L1, "tls-failed"_L1 })
        QCOMPARE(refusals(why), 1.0);
    QCOMPARE(count("door_connections_total"_L1), 6.0);
}

void TestDoorLimits::refusalsFillNoLog()
{
    open({});
    static int lines = 0;
    lines = 0;
    const auto former =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &message) {
            lines += message.contains("refused"_L1) ? 1 : 0;
        });
    for (int i = 0; i < 50; ++i) {
        PlainSocket garbled(m_door->port(), "tea\r\n\r\n");
        garbled.everything();
    }
    qInstallMessageHandler(former);
    QCOMPARE(count("door_refusals_total"_L1, "bad-request"_L1), 50.0);
    QVERIFY2(lines >= 10 && lines < 40, qPrintable(QString::number(lines)));
}

QTEST_GUILESS_MAIN(TestDoorLimits)
#include "tst_doorlimits.moc"
