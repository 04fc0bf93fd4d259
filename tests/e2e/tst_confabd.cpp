#include "common/net/websockettransport.h"
#include "tests/support/filelimit.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QRegularExpression>
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
    void anUnwritableFolderIsSaidInOneSentence();
    void aFolderInUseIsSaidInOneSentence();
    void aDatabaseThatIsNotOursIsSaidInOneSentence_data();
    void aDatabaseThatIsNotOursIsSaidInOneSentence();
    void aServerIdThatIsNoneIsSaidInOneSentence_data();
    void aServerIdThatIsNoneIsSaidInOneSentence();
    void itsIdOutlivesItAndMayBeWrittenByHand();
    void whatItListensOnCanBeReached_data();
    void whatItListensOnCanBeReached();
    void terminatedItSaysGoodbyeAndEndsWithZero();
    void killedAndStartedAgainItHasEveryAcknowledgedMessage();
    void aPersonIsTheSameAfterARestart();
    void itTakesAllFilesThatItMayHave();
    void anEventLoopThatThereIsNotIsSaidInOneSentence();
    void outOfFilesItPausesAndGoesOn();

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

    bool write(const QString &name, const QByteArray &contents)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
    }

    const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                             u"limits.sends_burst=1000000"_s };
    SystemClock m_clock;
    QTemporaryDir m_folder;
};

void TestConfabd::readyLineSaysWhereItIs()
{
    ServerProcess server(m_folder.filePath(u"ready"_s));
    QVERIFY(server.start());
    QVERIFY(!server.fingerprint().isEmpty());
    QCOMPARE(server.ready().value("urls"_L1).toArray(),
             QJsonArray({ u"wss://127.0.0.1:%1"_s.arg(server.port()) }));
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
    QVERIFY(write(u"file"_s, {}));
    ServerProcess server(m_folder.filePath(u"file/data"_s));
    QVERIFY(!server.start());
    verifyRefusal(server, 1, u"--data"_s);
}

void TestConfabd::anUnwritableFolderIsSaidInOneSentence()
{
    // Nobody can make a file there, root neither, and every Linux has it.
    ServerProcess server(u"/proc"_s);
    QVERIFY(!server.start());
    verifyRefusal(server, 1, u"the data folder /proc can not be written to"_s);
}

void TestConfabd::aFolderInUseIsSaidInOneSentence()
{
    ServerProcess first(m_folder.filePath(u"shared"_s));
    QVERIFY(first.start());
    ServerProcess second(m_folder.filePath(u"shared"_s));
    QVERIFY(!second.start());
    verifyRefusal(second, 1, QString::number(first.processId()));
}

void TestConfabd::aDatabaseThatIsNotOursIsSaidInOneSentence_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    // Places in SQLite's file header, https://sqlite.org/fileformat2.html#the_database_header
    QTest::newRow("no database") << 0 << QByteArray(100, 'x') << u"not a readable database"_s;
    QTest::newRow("foreign") << 68 << QByteArray("Mail") << u"database of another program"_s;
    QTest::newRow("newer") << 60 << QByteArray::fromHex("000003e7") << u"update confabd"_s;
}

void TestConfabd::aDatabaseThatIsNotOursIsSaidInOneSentence()
{
    QFETCH(const int, offset);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    ServerProcess server(m_folder.filePath(u"foreign"_s));
    QVERIFY(server.start());
    QCOMPARE(server.terminate(), 0);
    QFile file(m_folder.filePath(u"foreign/confab.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
    QVERIFY(file.flush() && file.seek(0));
    const QByteArray before = file.readAll();

    QVERIFY(!server.start());
    verifyRefusal(server, 1, words);
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), before); // it is somebody's
    QVERIFY(QDir(m_folder.filePath(u"foreign"_s)).removeRecursively());
}

void TestConfabd::aServerIdThatIsNoneIsSaidInOneSentence_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray(31, 'a');
    QTest::newRow("long") << QByteArray(33, 'a');
    QTest::newRow("huge") << QByteArray(10'000'000, 'a');
    QTest::newRow("no digits") << QByteArray(32, 'x');
    QTest::newRow("two lines") << QByteArray(32, 'a') + '\n' + QByteArray(32, 'b');
    QTest::newRow("zeros") << QByteArray(32, '\0');
}

void TestConfabd::aServerIdThatIsNoneIsSaidInOneSentence()
{
    QFETCH(const QByteArray, contents);
    QVERIFY(QDir(m_folder.path()).mkpath(u"id"_s));
    QVERIFY(write(u"id/server-id"_s, contents));
    ServerProcess server(m_folder.filePath(u"id"_s));
    QVERIFY(!server.start());
    verifyRefusal(server, 1, m_folder.filePath(u"id/server-id"_s));
}

void TestConfabd::itsIdOutlivesItAndMayBeWrittenByHand()
{
    ServerProcess server(m_folder.filePath(u"name"_s));
    const auto idOf = [&] {
        return server.start() ? connectTo(server)->all<Welcome>().first().server.id : QString();
    };
    const QString first = idOf();
    QCOMPARE(first.size(), 32);
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(idOf(), first);
    QCOMPARE(server.terminate(), 0);
    const QString another(32, u'7');
    QVERIFY(write(u"name/server-id"_s, "\n " + another.toLatin1() + "\r\n"));
    QCOMPARE(idOf(), another);
}

void TestConfabd::whatItListensOnCanBeReached_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QStringList>("hosts");
    QTest::newRow("IPv4") << u"0.0.0.0"_s << QStringList { u"127.0.0.1"_s };
    QTest::newRow("IPv6") << u"::"_s << QStringList { u"::1"_s };
    QTest::newRow("another loopback address") << u"127.0.0.9"_s << QStringList { u"127.0.0.9"_s };
}

void TestConfabd::whatItListensOnCanBeReached()
{
    QFETCH(const QString, address);
    QFETCH(const QStringList, hosts);
    if (!QTcpServer().listen(QHostAddress(hosts.first())))
        QSKIP("this machine has no such address");
    ServerProcess server(m_folder.filePath(u"bind"_s));
    QVERIFY(server.start({ u"--bind"_s, address }));
    QStringList reached;
    const QJsonArray urls = server.ready().value("urls"_L1).toArray();
    for (const QJsonValue &each : urls) {
        const QUrl url(each.toString(), QUrl::StrictMode);
        QCOMPARE(url.port(), server.port());
        if (!QHostAddress(url.host()).isLoopback())
            continue; // tests do not leave loopback
        TestClient client(WebSocketTransport::connectTo(url, server.fingerprint()), m_clock);
        QVERIFY2(client.waitFor<Welcome>(), qPrintable(url.toString()));
        reached << url.host();
    }
    QCOMPARE(reached, hosts);
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

void TestConfabd::itTakesAllFilesThatItMayHave()
{
    ServerProcess server(m_folder.filePath(u"limit"_s));
    server.startThrough(u"/bin/sh"_s,
                        { u"-c"_s, u"ulimit -Sn 100 && ulimit -Hn 200 && exec \"$@\""_s, u"sh"_s });
    QVERIFY(server.start());
    QVERIFY(waitUntil([&, log = QString()]() mutable {
        log += server.errors();
        return log.contains("room for 136 connections: 200 files may be open"_L1);
    }));
    QFile limits(u"/proc/%1/limits"_s.arg(server.processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QRegularExpression line(u"Max open files +200 +200 "_s);
    QVERIFY(line.match(QString::fromUtf8(limits.readAll())).hasMatch());
}

void TestConfabd::anEventLoopThatThereIsNotIsSaidInOneSentence()
{
    ServerProcess server(m_folder.filePath(u"loop"_s));
    QVERIFY(!server.start({ u"--event-loop"_s, u"kqueue"_s }));
    verifyRefusal(server, 2, u"--event-loop: \"kqueue\" is not one of epoll, qt"_s);
}

void TestConfabd::outOfFilesItPausesAndGoesOn()
{
    ServerProcess server(m_folder.filePath(u"files"_s));
    server.setEnvironment(u"QT_LOGGING_RULES"_s, u"chat.server.door.debug=true"_s);
    QVERIFY(server.start(fast));
    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s);
    QVERIFY(ada->ask(ListRooms {}));
    QVERIFY(ada->join(u"tea"_s));
    // By then a timer has gone off: without a file, UBSan can not look up what it has not met.
    QVERIFY(ada->waitFor<RoomUpdated>());

    QVERIFY(filelimit::deny(server.processId()));
    TestClient bob(WebSocketTransport::connectTo(server.url()), m_clock); // the kernel takes him
    QString log;
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.count("still no file"_L1) >= 2; // so it tries again and again
    }));
    QCOMPARE(log.count("accepting pauses"_L1), 1);
    QCOMPARE(bob.count<Welcome>(), 0);
    // Who is in stays in. The store may need a file; then it says so, and loses nothing.
    QStringList said;
    for (int i = 0; i < 200; ++i) {
        said << QString::number(i) + QString(limits::messageLength - 10, u'x');
        const auto answer = ada->say(u"tea"_s, said.last(), u"tag %1"_s.arg(i));
        QVERIFY(answer || answer.error().isRetryable());
    }
    QVERIFY(!ada->closed());

    QVERIFY(filelimit::allow(server.processId()));
    QVERIFY(bob.waitFor<Welcome>()); // on the connection that has waited since
    QVERIFY(bob.authenticate(u"bob"_s).id != UserId());
    QVERIFY(waitUntil([&] {
        log += server.errors();
        return log.contains("accepting goes on"_L1);
    }));
    QCOMPARE(log.count("accepting pauses"_L1), 1);
    for (int i = 0; i < said.size(); ++i)
        QVERIFY(ada->say(u"tea"_s, said.at(i), u"tag %1"_s.arg(i)));
    QStringList stored;
    for (Seq after; stored.size() < said.size();) {
        const auto page =
            ada->ask(History { .roomId = RoomId::fromText(u"tea"_s), .after = after });
        QVERIFY(page && !page->messages.isEmpty());
        for (const Message &message : page->messages)
            stored << message.content;
        after = page->messages.last().seq;
    }
    stored.sort();
    said.sort();
    QCOMPARE(stored, said);
}

QTEST_GUILESS_MAIN(TestConfabd)
#include "tst_confabd.moc"
