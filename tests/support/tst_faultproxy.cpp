#include "common/base/literals.h"
#include "tests/support/faultproxy.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

/// Keeps what it hears, and echoes it if it is asked to.
class Listener
{
public:
    Listener()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            socket.reset(m_server.nextPendingConnection());
            socket->setParent(nullptr);
            QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [this] {
                const QByteArray bytes = socket->readAll();
                heard += bytes;
                if (isEcho)
                    socket->write(bytes);
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server.serverPort(); }

    std::unique_ptr<QTcpSocket> socket; // the last one
    QByteArray heard;
    bool isEcho = false;

private:
    QTcpServer m_server;
};

bool isOver(const QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::UnconnectedState;
}

} // namespace

class TestFaultProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void passesBothWaysAndBothEnds();
    void passesMoreThanItHolds();
    void holdsWhoSendsToAReaderThatDoesNotRead();
    void delaysAndKeepsTheOrder();
    void throttles();
    void drips();
    void cutsAtTheByte_data();
    void cutsAtTheByte();
    void corruptsOneBitOfTheByte();
    void aBlackHoleOneWayLetsTheOtherPass();
    void aBlackHoleSwallowsTheEnd();
    void resetsAndFinishesEveryone();
    void refusesAndListensAgainOnItsPort();
    void aDeadTargetBreaksTheConnection();
    void capsTheNumberOfConnections();
    void theSameSeedIsTheSameChance();
    void wordsAreFaults();
    void theProgramDoesTheSame();

private:
    void begin(const QString &faults)
    {
        m_proxy = std::make_unique<FaultProxy>(m_listener->port(), 7);
        const auto read = Faults::fromText(faults);
        QVERIFY(read);
        m_proxy->setFaults(*read);
        m_listener->socket.reset();
        m_client = std::make_unique<QTcpSocket>();
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QVERIFY(waitUntil([this] { return m_listener->socket != nullptr; }));
    }
    bool waitForHeard(const QByteArray &bytes)
    {
        return waitUntil([&] { return m_listener->heard == bytes; });
    }

    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
};

void TestFaultProxy::init()
{
    m_client.reset();
    m_proxy.reset();
    m_listener = std::make_unique<Listener>();
}

void TestFaultProxy::passesBothWaysAndBothEnds()
{
    begin({});
    m_client->write("hello");
    QVERIFY(waitForHeard("hello"));
    m_listener->socket->write("well?");
    QVERIFY(waitUntil([this] { return m_client->bytesAvailable() == 5; }));
    m_client->disconnectFromHost();
    QVERIFY(waitUntil([this] { return isOver(*m_listener->socket); }));
    QVERIFY(waitUntil([this] { return m_proxy->connectionCount() == 0; }));
    QCOMPARE(m_proxy->passedUp(), 5);
    QCOMPARE(m_proxy->passedDown(), 5);
}

void TestFaultProxy::passesMoreThanItHolds()
{
    begin({});
    QByteArray much;
    for (int i = 0; i < 300'000; ++i)
        much += QByteArray::number(i);
    m_client->write(much);
    m_client->disconnectFromHost();
    QVERIFY(waitForHeard(much));
}

void TestFaultProxy::holdsWhoSendsToAReaderThatDoesNotRead()
{
    begin({});
    m_listener->socket->disconnect();
    m_listener->socket->setReadBufferSize(1);
    constexpr qint64 much = 64 * 1024 * 1024; // the kernel's buffers hold some MiB
    m_client->write(QByteArray(much, 'x'));
    qint64 before = -1;
    QTest::qWait(200); // nothing is to happen, and that it does not is all that is asked
    before = m_client->bytesToWrite();
    QVERIFY(before > much / 2);
    QVERIFY(m_proxy->passedUp() < much / 2);
}

void TestFaultProxy::delaysAndKeepsTheOrder()
{
    begin(u"up.delay=30 up.jitter=30"_s);
    QByteArray said;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
        said += QByteArray::number(i) + ' ';
        m_client->write(QByteArray::number(i) + ' ');
        m_client->flush();
        QCoreApplication::processEvents();
    }
    QVERIFY(waitForHeard(said));
    QVERIFY(timer.elapsed() >= 30); // of a hundred pieces one is late
}

void TestFaultProxy::throttles()
{
    begin(u"down.rate=100000"_s);
    QElapsedTimer timer;
    timer.start();
    m_listener->socket->write(QByteArray(20'000, 'x'));
    QVERIFY(waitUntil([this] { return m_client->bytesAvailable() == 20'000; }));
    QVERIFY(timer.elapsed() >= 180);
}

void TestFaultProxy::drips()
{
    begin(u"up.drip=5"_s);
    QElapsedTimer timer;
    timer.start();
    m_client->write("twenty bytes of text");
    QVERIFY(waitForHeard("twenty bytes of text"));
    QVERIFY(timer.elapsed() >= 95);
}

void TestFaultProxy::cutsAtTheByte_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("reset") << u"up.reset=5"_s;
    QTest::newRow("finish") << u"up.finish=5"_s;
}

void TestFaultProxy::cutsAtTheByte()
{
    QFETCH(const QString, fault);
    begin(fault);
    m_client->write("hello world");
    QVERIFY(waitUntil([this] { return isOver(*m_client) && isOver(*m_listener->socket); }));
    QCOMPARE(m_listener->heard, "hello");
    QVERIFY(waitUntil([this] { return m_proxy->connectionCount() == 0; }));
    QCOMPARE(m_proxy->passedUp(), 5);
}

void TestFaultProxy::corruptsOneBitOfTheByte()
{
    begin(u"up.corrupt=4"_s);
    m_client->write("hel");
    m_client->flush();
    QVERIFY(waitForHeard("hel"));
    m_client->write("lo world");
    QVERIFY(waitUntil([this] { return m_listener->heard.size() == 11; }));
    const int change = (m_listener->heard.at(4) ^ 'o') & 0xff;
    QVERIFY(change != 0 && (change & (change - 1)) == 0);
    QByteArray repaired = m_listener->heard;
    repaired[4] = 'o';
    QCOMPARE(repaired, "hello world");
}

void TestFaultProxy::aBlackHoleOneWayLetsTheOtherPass()
{
    begin({});
    m_client->write("hello");
    QVERIFY(waitForHeard("hello"));
    m_proxy->stopAll(true, false);
    m_client->write("lost");
    m_listener->socket->write("well?");
    QVERIFY(waitUntil([this] { return m_client->bytesAvailable() == 5; }));
    QCOMPARE(m_listener->heard, "hello");
    m_proxy->setFaults({}); // a line that is repaired delivers what was sent meanwhile
    QVERIFY(waitForHeard("hellolost"));
}

void TestFaultProxy::aBlackHoleSwallowsTheEnd()
{
    begin({});
    m_client->write("hello");
    QVERIFY(waitForHeard("hello"));
    m_proxy->stopAll(true, false);
    m_client->abort();
    m_listener->socket->write("anybody?");
    QTest::qWait(100);
    QVERIFY(!isOver(*m_listener->socket));
    QCOMPARE(m_proxy->connectionCount(), 1);
}

void TestFaultProxy::resetsAndFinishesEveryone()
{
    begin({});
    m_proxy->finishAll();
    QVERIFY(waitUntil([this] { return isOver(*m_client) && isOver(*m_listener->socket); }));
    begin({});
    m_proxy->resetAll();
    QVERIFY(waitUntil([this] { return isOver(*m_client) && isOver(*m_listener->socket); }));
    QVERIFY(waitUntil([this] { return m_proxy->connectionCount() == 0; }));
}

void TestFaultProxy::refusesAndListensAgainOnItsPort()
{
    begin({});
    m_proxy->setFaults({ .isRefusing = true });
    QTcpSocket refused;
    refused.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QVERIFY(waitUntil([&] { return isOver(refused); }));
    QCOMPARE(refused.error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(!isOver(*m_client)); // who is in stays in
    m_proxy->setFaults({});
    QTcpSocket taken;
    taken.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    taken.write("hello");
    QVERIFY(waitForHeard("hello"));
}

void TestFaultProxy::aDeadTargetBreaksTheConnection()
{
    begin({});
    m_proxy->setTarget(m_proxy->port() == 1 ? 2 : 1); // nobody listens there
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QVERIFY(waitUntil([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
    QVERIFY(waitUntil([&] { return isOver(socket); }));
}

void TestFaultProxy::capsTheNumberOfConnections()
{
    begin(u"cap=1"_s);
    QTcpSocket second;
    second.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QVERIFY(waitUntil([this] { return m_proxy->cappedCount() == 1; }));
    QVERIFY(waitUntil([&] { return isOver(second); }));
    m_client->disconnectFromHost();
    QVERIFY(waitUntil([this] { return m_proxy->connectionCount() == 0; }));
    QTcpSocket third;
    third.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    third.write("hello");
    QVERIFY(waitForHeard("hello"));
    QCOMPARE(m_proxy->acceptedCount(), 3);
}

void TestFaultProxy::theSameSeedIsTheSameChance()
{
    QByteArray first;
    for (int i = 0; i < 2; ++i) {
        init();
        begin(u"corrupt=3"_s);
        m_listener->isEcho = true;
        m_client->write("hello");
        QVERIFY(waitUntil([this] { return m_client->bytesAvailable() == 5; }));
        const QByteArray echoed = m_client->readAll();
        QVERIFY(echoed.startsWith("hel"));
        if (i == 0)
            first = echoed;
        else
            QCOMPARE(echoed, first);
    }
}

void TestFaultProxy::wordsAreFaults()
{
    Faults expected;
    expected.up.delay = 300ms;
    expected.down.delay = 300ms;
    expected.up.jitter = 200ms;
    expected.down.bytesPerSecond = 65536;
    expected.up.at = { .what = WayFaults::Trouble::Reset, .byte = 1000 };
    expected.cap = 3;
    const auto read =
        Faults::fromText(u"delay=300 up.jitter=200  down.rate=65536 up.reset=1000 cap=3"_s);
    QCOMPARE(*read, expected);
    QVERIFY(Faults::fromText(u"refuse"_s)->isRefusing);
    QCOMPARE(*Faults::fromText({}), Faults());
    for (const QString &wrong :
         { u"delay"_s, u"delay=x"_s, u"delay=-1"_s, u"sideways.delay=1"_s, u"haste=1"_s, u"=1"_s })
        QVERIFY2(!Faults::fromText(wrong), qPrintable(wrong));
}

void TestFaultProxy::theProgramDoesTheSame()
{
    QProcess program;
    program.start(QStringLiteral(FAULTPROXY),
                  { QString::number(m_listener->port()), u"--seed"_s, u"5"_s, u"delay=1"_s });
    QByteArray line;
    QVERIFY(waitUntil([&] {
        line += program.readAllStandardOutput();
        return line.endsWith('\n');
    }));
    const QList<QByteArray> words = line.trimmed().split(' ');
    QCOMPARE(words.size(), 3);
    QCOMPARE(words.first(), "READY");
    QCOMPARE(words.last(), "5");
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, words.at(1).toUShort());
    socket.write("hello");
    QVERIFY(waitForHeard("hello"));
    program.write("reset\n");
    QVERIFY(waitUntil([&] { return isOver(socket); }));
    program.closeWriteChannel();
    QVERIFY(waitUntil([&] { return program.state() == QProcess::NotRunning; }));
    QCOMPARE(program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
