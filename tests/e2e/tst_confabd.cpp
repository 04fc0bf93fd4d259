#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// The server as a program: how it starts, how it ends, and what is left then.
class TestConfabd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readyLineSaysWhereItIs();
    void aTakenPortIsSaidInOneSentence();
    void wrongUsageIsSaidInOneSentence();
    void aFolderThatCanNotBeMadeIsSaidInOneSentence();
    void aFolderInUseIsSaidInOneSentence();
    void aForeignDatabaseIsSaidInOneSentence();
    void terminatedItSaysGoodbyeAndEndsWithZero();
    void killedAndStartedAgainItHasEveryAcknowledgedMessage();
    void aPersonIsTheSameAfterARestart();
    void outOfFilesItGoesOnWhenThereAreSome();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }
    static void verifyRefusal(ServerProcess &server, int exitCode, const QString &words)
    {
        QCOMPARE(server.exitCode(), exitCode);
        const QString errors = server.errors();
        const qsizetype start = errors.indexOf("confabd: "_L1);
        QVERIFY2(start >= 0, qPrintable(errors));
        const QString sentence = errors.sliced(start).trimmed();
        QVERIFY2(!sentence.contains(u'\n'), qPrintable(errors));
        QVERIFY2(sentence.contains(words), qPrintable(errors));
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
};

void TestConfabd::readyLineSaysWhereItIs()
{
    ServerProcess server(m_folder.filePath(u"ready"_s));
    QVERIFY(server.start());
    QVERIFY(server.ready().contains("fingerprint"_L1));
    QCOMPARE(server.ready().value("urls"_L1).toArray(),
             QJsonArray({ u"ws://127.0.0.1:%1"_s.arg(server.port()) }));
    QVERIFY(connectTo(server)->authenticate(u"ada"_s).id != UserId());
}

void TestConfabd::aTakenPortIsSaidInOneSentence()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ServerProcess server(m_folder.filePath(u"port"_s), other.serverPort());
    QVERIFY(!server.start());
    verifyRefusal(server, 1, QString::number(other.serverPort()));
}

void TestConfabd::wrongUsageIsSaidInOneSentence()
{
    ServerProcess server(m_folder.filePath(u"usage"_s));
    QVERIFY(!server.start({ u"--set"_s, u"limits.sends_per_secnd=1"_s }));
    verifyRefusal(server, 2, u"limits.sends_per_second"_s);
}

void TestConfabd::aFolderThatCanNotBeMadeIsSaidInOneSentence()
{
    // Also for root, who may write anywhere.
    QFile file(m_folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ServerProcess server(m_folder.filePath(u"file/data"_s));
    QVERIFY(!server.start());
    verifyRefusal(server, 1, u"--data"_s);
}

void TestConfabd::aFolderInUseIsSaidInOneSentence()
{
    ServerProcess first(m_folder.filePath(u"shared"_s));
    QVERIFY(first.start());
    ServerProcess second(m_folder.filePath(u"shared"_s));
    QVERIFY(!second.start());
    verifyRefusal(second, 1, QString::number(first.processId()));
}

void TestConfabd::aForeignDatabaseIsSaidInOneSentence()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"foreign"_s));
    QFile file(m_folder.filePath(u"foreign/confab.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(10'000, 'x'));
    file.close();
    ServerProcess server(m_folder.filePath(u"foreign"_s));
    QVERIFY(!server.start());
    verifyRefusal(server, 1, file.fileName());
}

void TestConfabd::terminatedItSaysGoodbyeAndEndsWithZero()
{
    ServerProcess server(m_folder.filePath(u"goodbye"_s));
    QVERIFY(server.start());
    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s);
    QCOMPARE(server.terminate(), 0);
    QVERIFY(ada->waitForClose());
    QCOMPARE(ada->count<GoingAway>(), 1);
    QCOMPARE(ada->closed()->code, int(CloseCode::GoingAway));
    QVERIFY(ada->closed()->isClean);
}

void TestConfabd::killedAndStartedAgainItHasEveryAcknowledgedMessage()
{
    ServerProcess server(m_folder.filePath(u"killed"_s));
    const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                             u"limits.sends_burst=1000000"_s };
    QVERIFY(server.start(fast));
    const RoomId tea = RoomId::fromText(u"tea"_s);
    QSet<qint64> acknowledged;
    QString token;
    // Killed with sends in every stage: on the wire, queued, being synced, answered.
    for (int round = 1; round <= 3; ++round) {
        const auto ada = connectTo(server);
        token = ada->authenticate(u"ada"_s, token).token;
        QVERIFY(ada->join(u"tea"_s));
        const auto before = acknowledged.size();
        for (int i = 0; i < 500; ++i)
            ada->peer().request(
                SendMessage { .roomId = tea, .content = u"%1.%2"_s.arg(round).arg(i) }, ada.get(),
                [&acknowledged](const Result<MessageAccepted> &answer) {
                    if (answer)
                        acknowledged.insert(answer->seq.number());
                });
        QVERIFY(waitUntil([&] { return acknowledged.size() >= before + 100; }));
        server.kill();
        QVERIFY(ada->waitForClose());
        QVERIFY(server.start(fast));
    }

    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s, token);
    const auto history = ada->join(u"tea"_s);
    QSet<qint64> stored;
    QSet<QString> contents;
    for (Seq after; after < history->headSeq;) {
        const auto page = ada->ask(History { .roomId = tea, .after = after });
        QVERIFY(page && !page->messages.isEmpty());
        for (const Message &message : page->messages) {
            QCOMPARE(message.seq, after.next()); // no hole
            after = message.seq;
            stored.insert(message.seq.number());
            contents.insert(message.content);
        }
    }
    QVERIFY(acknowledged.size() >= 300);
    QVERIFY(stored.contains(acknowledged));
    QCOMPARE(contents.size(), stored.size());
}

void TestConfabd::aPersonIsTheSameAfterARestart()
{
    ServerProcess server(m_folder.filePath(u"person"_s));
    QVERIFY(server.start());
    const Authenticated first = connectTo(server)->authenticate(u"ada"_s);
    QCOMPARE(server.terminate(), 0);
    QVERIFY(server.start());
    const Authenticated second = connectTo(server)->authenticate(u"ada"_s, first.token);
    QCOMPARE(second.id, first.id);
    QVERIFY(second.resumed);
    const auto other = connectTo(server);
    QCOMPARE(other->ask(Authenticate { .name = u"Ada"_s }).error().code, ErrorCode::Conflict);
}

void TestConfabd::outOfFilesItGoesOnWhenThereAreSome()
{
    constexpr int files = 64;
    ServerProcess server(m_folder.filePath(u"files"_s));
    server.limitFiles(files);
    QVERIFY(server.start());
    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s);
    {
        std::vector<std::unique_ptr<QTcpSocket>> many;
        for (int i = 0; i < 2 * files; ++i) {
            many.push_back(std::make_unique<QTcpSocket>());
            many.back()->connectToHost(QHostAddress::LocalHost, server.port());
        }
        // Who is in stays in, though the store may need a file, and refuse for the moment.
        ada->settle();
        QVERIFY(!ada->closed());
    }
    const auto bob = connectTo(server);
    QVERIFY(bob->authenticate(u"bob"_s).id != UserId());
}

QTEST_GUILESS_MAIN(TestConfabd)
#include "tst_confabd.moc"
