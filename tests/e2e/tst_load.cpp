#include "tests/support/serverprocess.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace chat;

namespace {

struct Outcome
{
    int code = -1;
    QJsonObject found;
    QString errors;

    qint64 number(QLatin1StringView key) const { return found.value(key).toInteger(-1); }
};

} // namespace

/// The load generator as a script meets it, at a server of its own.
class TestLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fiftyHearEverythingOnce();
    void windowKeepsSoManyInFlight();
    void manyRoomsAtOnce();
    void crowdThatIsCutOffMissesNothing();
    void silentCrowdTellsWhatItCosts();
    void refusalsAreCounted();
    void serverThatDiesEndsTheLoad();
    void stoppedByHandPrintsWhatThereIs();
    void encryptedCrowdHearsEverythingOnce();
    void keyOfAnotherServerIsNotTrusted();
    void nobodyListeningIsNoConnection();
    void noWebSocketIsNoConnection();
    void tooFewFilesIsOneSentence();

private:
    void start(QProcess &process, const QStringList &arguments, quint16 port = 0) const;
    Outcome finish(QProcess &process) const;
    Outcome load(const QStringList &arguments) const;

    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<ServerProcess> m_server;
};

void TestLoad::init()
{
    m_place = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>(m_place->path());
    QVERIFY(m_server->start({ u"--set"_s, u"limits.sends_per_second=1000"_s, u"--set"_s,
                              u"limits.sends_burst=1000"_s }));
}

void TestLoad::cleanup()
{
    m_server.reset();
    m_place.reset();
}

void TestLoad::start(QProcess &process, const QStringList &arguments, quint16 port) const
{
    const QUrl url(u"ws://127.0.0.1:%1"_s.arg(port ? port : m_server->port()));
    process.start(
        QStringLiteral(CONFABCTL),
        QStringList { u"--url"_s, url.toString(), u"load"_s, u"--quiet"_s, u"--warm-up"_s, u"0"_s }
            + arguments);
}

Outcome TestLoad::finish(QProcess &process) const
{
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(60'000))
        return {};
    return { process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
             QString::fromUtf8(process.readAllStandardError()) };
}

Outcome TestLoad::load(const QStringList &arguments) const
{
    QProcess process;
    start(process, arguments);
    return finish(process);
}

void TestLoad::fiftyHearEverythingOnce()
{
    const Outcome outcome =
        load({ u"--connections"_s, u"50"_s, u"--rate"_s, u"200"_s, u"--duration"_s, u"1"_s,
               u"--server-pid"_s, QString::number(m_server->processId()) });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QCOMPARE(outcome.number("entered"_L1), 50);
    QVERIFY(outcome.number("sent"_L1) > 0);
    QCOMPARE(outcome.number("acknowledged"_L1), outcome.number("sent"_L1));
    QCOMPARE(outcome.number("delivered"_L1), outcome.number("sent"_L1) * 50);
    QCOMPARE(outcome.number("lost"_L1), 0);
    QCOMPARE(outcome.number("duplicated"_L1), 0);
    QCOMPARE(outcome.number("refused"_L1), 0);
    const auto time = [&outcome](QLatin1StringView key) {
        return outcome.found.value(key).toDouble(-1);
    };
    QVERIFY(time("p50"_L1) > 0);
    QVERIFY(time("p50"_L1) <= time("p95"_L1));
    QVERIFY(time("p95"_L1) <= time("p99"_L1));
    QVERIFY(time("p99"_L1) <= time("max"_L1));
    QVERIFY(time("serverCpuPerDelivery"_L1) >= 0);
    QVERIFY(time("generatorCpuPerDelivery"_L1) >= 0);
    QCOMPARE(outcome.errors, QString());
}

void TestLoad::windowKeepsSoManyInFlight()
{
    const Outcome outcome =
        load({ u"--connections"_s, u"20"_s, u"--in-flight"_s, u"4"_s, u"--duration"_s, u"0.5"_s });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QVERIFY(outcome.number("sent"_L1) >= 4);
    QCOMPARE(outcome.number("delivered"_L1), outcome.number("sent"_L1) * 20);
}

void TestLoad::manyRoomsAtOnce()
{
    const Outcome outcome =
        load({ u"--connections"_s, u"30"_s, u"--rooms"_s, u"12"_s, u"--members"_s, u"5"_s,
               u"--rate"_s, u"300"_s, u"--duration"_s, u"0.5"_s, u"--storm"_s });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QVERIFY(outcome.number("sent"_L1) > 0);
    QCOMPARE(outcome.number("delivered"_L1), outcome.number("sent"_L1) * 5);
}

void TestLoad::crowdThatIsCutOffMissesNothing()
{
    const Outcome outcome =
        load({ u"--connections"_s, u"50"_s, u"--rooms"_s, u"5"_s, u"--in-flight"_s, u"20"_s,
               u"--duration"_s, u"0.5"_s, u"--resume-storm"_s });
    QVERIFY2(outcome.code == 0,
             qPrintable(QString::fromUtf8(QJsonDocument(outcome.found).toJson())));
    QCOMPARE(outcome.number("resumed"_L1), 50);
    QCOMPARE(outcome.number("lost"_L1), 0);
    QCOMPARE(outcome.number("duplicated"_L1), 0);
    QCOMPARE(outcome.number("acknowledged"_L1), outcome.number("sent"_L1));
}

void TestLoad::silentCrowdTellsWhatItCosts()
{
    const Outcome outcome = load({ u"--connections"_s, u"50"_s, u"--rate"_s, u"0"_s,
                                   u"--server-pid"_s, QString::number(m_server->processId()) });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QCOMPARE(outcome.number("entered"_L1), 50);
    QVERIFY(outcome.number("serverBytesPerConnection"_L1) > 0);
    QVERIFY(!outcome.found.contains("sent"_L1));
}

void TestLoad::refusalsAreCounted()
{
    m_server->terminate();
    QVERIFY(m_server->start(
        { u"--set"_s, u"limits.sends_per_second=0.001"_s, u"--set"_s, u"limits.sends_burst=2"_s }));
    const Outcome outcome =
        load({ u"--connections"_s, u"1"_s, u"--rate"_s, u"100"_s, u"--duration"_s, u"0.3"_s });
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.number("acknowledged"_L1), 2);
    QCOMPARE(outcome.number("delivered"_L1), 2);
    QCOMPARE(outcome.number("refused"_L1), outcome.number("sent"_L1) - 2);
    QCOMPARE(outcome.number("lost"_L1), 0);
    const QJsonObject refusals = outcome.found.value("refusals"_L1).toObject();
    QCOMPARE(refusals.value("rate-limited"_L1).toInteger(), outcome.number("refused"_L1));
}

void TestLoad::serverThatDiesEndsTheLoad()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(QStringLiteral(CONFABCTL),
                  { u"--url"_s, m_server->url().toString(), u"load"_s, u"--connections"_s, u"10"_s,
                    u"--duration"_s, u"60"_s, u"--timeout"_s, u"1"_s });
    // It tells every two seconds how it goes.
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead());
    m_server->kill();
    const Outcome outcome = finish(process);
    QVERIFY(outcome.code != 0);
    QCOMPARE(outcome.found.value("ended"_L1).toObject().value("broken"_L1).toInt(), 10);
    QCOMPARE(outcome.found.value("trouble"_L1).toString(), u"everyone is out"_s);
}

void TestLoad::stoppedByHandPrintsWhatThereIs()
{
    QProcess process;
    process.start(QStringLiteral(CONFABCTL),
                  { u"--url"_s, m_server->url().toString(), u"load"_s, u"--connections"_s, u"10"_s,
                    u"--duration"_s, u"60"_s });
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead());
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.found.value("trouble"_L1).toString(), u"stopped by hand"_s);
    QCOMPARE(outcome.number("entered"_L1), 10);
    QVERIFY(outcome.number("delivered"_L1) > 0);
}

void TestLoad::encryptedCrowdHearsEverythingOnce()
{
    const Outcome outcome = load({ u"--url"_s, m_server->tlsUrl().toString(), u"--fingerprint"_s,
                                   m_server->fingerprint().toHex(), u"--connections"_s, u"50"_s,
                                   u"--rooms"_s, u"5"_s, u"--in-flight"_s, u"20"_s, u"--size"_s,
                                   u"5000"_s, u"--duration"_s, u"0.5"_s, u"--resume-storm"_s });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QCOMPARE(outcome.number("entered"_L1), 50);
    QCOMPARE(outcome.number("resumed"_L1), 50);
    QVERIFY(outcome.number("sent"_L1) > 0);
    QCOMPARE(outcome.number("delivered"_L1), outcome.number("sent"_L1) * 10);
}

void TestLoad::keyOfAnotherServerIsNotTrusted()
{
    const QString unknown =
        u"the key of the server is not known: "_s + m_server->fingerprint().toHex();
    const QStringList encrypted { u"--connections"_s, u"1"_s, u"--url"_s,
                                  m_server->tlsUrl().toString() };
    for (const QStringList &trust : { QStringList(), { u"--fingerprint"_s, QString(64, u'a') } }) {
        const Outcome outcome = load(encrypted + trust);
        QCOMPARE(outcome.code, 3);
        QCOMPARE(outcome.found.value("ended"_L1).toObject().keys(), QStringList { unknown });
    }
}

void TestLoad::nobodyListeningIsNoConnection()
{
    m_server->kill();
    const Outcome outcome = load({ u"--connections"_s, u"5"_s });
    QCOMPARE(outcome.code, 3);
    QCOMPARE(outcome.number("entered"_L1), 0);
    QCOMPARE(outcome.found.value("ended"_L1).toObject().value("not connected"_L1).toInt(), 5);
}

void TestLoad::noWebSocketIsNoConnection()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, &other, [&other] {
        QTcpSocket *const socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [socket] { socket->write("HTTP/1.1 404 Not Found\r\n\r\n"); });
    });
    QProcess process;
    start(process, { u"--connections"_s, u"1"_s }, other.serverPort());
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.code, 3);
    const QStringList ended = outcome.found.value("ended"_L1).toObject().keys();
    QCOMPARE(ended, QStringList { u"no WebSocket: HTTP/1.1 404 Not Found"_s });
}

void TestLoad::tooFewFilesIsOneSentence()
{
    QProcess process;
    process.start(u"bash"_s,
                  { u"-c"_s, u"ulimit -n 100; exec \"$0\" \"$@\""_s, QStringLiteral(CONFABCTL),
                    u"--url"_s, m_server->url().toString(), u"load"_s, u"--connections"_s,
                    u"200"_s });
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.errors.contains(u"200 connections need 232 open files, and this program may "
                                     "have 100"_s),
             qPrintable(outcome.errors));
    QCOMPARE(outcome.errors.count(u'\n'), 1);
}

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
