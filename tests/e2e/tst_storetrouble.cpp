#include "common/net/websockettransport.h"
#include "server/storage/sqlconnection.h"
#include "tests/support/faultydisk.h"
#include "tests/support/plainsocket.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QStorageInfo>
#include <QTest>

#include <unistd.h>

using namespace chat;

/// The store of a real server in trouble: new messages are refused for now, everyone stays, and
/// nothing that was acknowledged is lost.
class TestStoreTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aDiskThatRefusesIsSurvived_data();
    void aDiskThatRefusesIsSurvived();
    void aDiskThatHangsIsSurvived();
    void aLockedDatabaseIsSurvived();
    void aFullFileSystemIsSurvived();
    void damageIsToldOnce();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }
    /// Starts the server; Ada is there and has said something.
    void begin();
    /// The first line of the answer to /readyz.
    QByteArray readiness() const
    {
        PlainSocket wire(m_server->port(), "GET /readyz HTTP/1.0\r\n\r\n");
        const QByteArray answer = wire.everything();
        return answer.left(answer.indexOf('\r'));
    }
    /// Something that is answered without the store.
    bool answersOthers() { return m_ada->ask(SetPresence {}).has_value(); }
    bool say(const QString &text)
    {
        const auto answer = m_ada->say(u"tea"_s, text, text.left(20));
        if (answer)
            m_acknowledged << text;
        return answer.has_value();
    }
    Error refusalOf(const QString &text)
    {
        const auto answer = m_ada->say(u"tea"_s, text, text.left(20));
        return answer ? Error { .code = ErrorCode::Conflict, .detail = u"accepted"_s }
                      : answer.error();
    }
    QStringList stored();
    /// Everything that was acknowledged is there, once, also after a kill.
    void verifyNothingIsLost();

    const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s,
                             u"--set"_s, u"limits.sends_burst=1000000"_s,
                             u"--set"_s, u"limits.requests_burst=1000000"_s };
    SystemClock m_clock;
    FaultyDisk m_disk;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<TestClient> m_ada;
    QString m_token;
    QStringList m_acknowledged;
};

void TestStoreTrouble::init()
{
    m_ada.reset();
    m_disk.end(u"hang"_s); // of a test that failed
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>(m_folder->path());
    const auto variables = m_disk.variables();
    for (auto each = variables.begin(); each != variables.end(); ++each)
        m_server->setEnvironment(each.key(), each.value());
    m_token.clear();
    m_acknowledged.clear();
}

void TestStoreTrouble::begin()
{
    QVERIFY(m_server->start(fast));
    m_ada = connectTo(*m_server);
    m_token = m_ada->authenticate(u"ada"_s, m_token).token;
    QVERIFY(m_ada->join(u"tea"_s));
    QVERIFY(say(u"before"_s));
}

QStringList TestStoreTrouble::stored()
{
    QStringList contents;
    for (Seq after;;) {
        const auto page =
            m_ada->ask(History { .roomId = RoomId::fromText(u"tea"_s), .after = after });
        if (!page || page->messages.isEmpty())
            return contents;
        for (const Message &message : page->messages)
            contents << message.content;
        after = page->messages.last().seq;
    }
}

void TestStoreTrouble::verifyNothingIsLost()
{
    const auto verify = [this] {
        const QStringList contents = stored();
        for (const QString &text : std::as_const(m_acknowledged))
            QCOMPARE(contents.count(text), 1);
        QCOMPARE(contents.size(), m_acknowledged.size());
    };
    verify();
    m_server->kill();
    QVERIFY(m_server->start(fast));
    m_ada = connectTo(*m_server);
    m_ada->authenticate(u"ada"_s, m_token);
    QVERIFY(m_ada->join(u"tea"_s));
    verify();
}

void TestStoreTrouble::aDiskThatRefusesIsSurvived_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("code");
    QTest::newRow("full") << u"full"_s << u"store-full"_s;
    QTest::newRow("read only") << u"readonly"_s << u"unavailable"_s;
    QTest::newRow("broken") << u"broken"_s << u"unavailable"_s;
}

void TestStoreTrouble::aDiskThatRefusesIsSurvived()
{
    QFETCH(const QString, fault);
    QFETCH(const QString, code);
    begin();
    (void)m_server->errors();
    m_disk.begin(fault);
    for (int i = 0; i < 50; ++i) {
        const Error refusal = refusalOf(u"during %1"_s.arg(i));
        QVERIFY2(refusal.isRetryable(), qPrintable(refusal.toText()));
        QCOMPARE(QString(errorRow(refusal.code).wireName), code);
    }
    QVERIFY(answersOthers());
    const auto bob = connectTo(*m_server); // who comes now is told to come again
    const auto refused = bob->ask(Authenticate { .name = u"bob"_s });
    QVERIFY(!refused && refused.error().isRetryable());
    QVERIFY(!m_ada->closed());
    const QString log = m_server->errors();
    QCOMPARE(log.count(u"requests are refused"_s), 1);
    QCOMPARE(readiness(), "HTTP/1.1 503 Service Unavailable");

    m_disk.end(fault);
    QVERIFY(say(u"during 7"_s)); // its sender asks again
    QTRY_COMPARE(readiness(), "HTTP/1.1 200 OK");
    QVERIFY(bob->authenticate(u"bob"_s).id != UserId());
    verifyNothingIsLost();
}

void TestStoreTrouble::aDiskThatHangsIsSurvived()
{
    begin();
    m_disk.begin(u"hang"_s);
    std::optional<Result<MessageAccepted>> hanging;
    m_ada->peer().request(SendMessage { .roomId = RoomId::fromText(u"tea"_s),
                                        .content = u"hanging"_s,
                                        .tag = Tag::fromText(u"hanging"_s) },
                          m_ada.get(),
                          [&hanging](const Result<MessageAccepted> &answer) { hanging = answer; });
    QVERIFY(waitUntil([this] { return m_disk.isHanging(); })); // else both were in one batch
    QVERIFY(answersOthers());
    const Error refusal = refusalOf(u"behind it"_s);
    QVERIFY(refusal.isRetryable());
    QVERIFY2(refusal.detail.contains(u"waited"_s), qPrintable(refusal.detail));
    QVERIFY(answersOthers());
    QVERIFY(!hanging); // it may be stored yet: its sender gives up by itself, and asks again
    m_disk.end(u"hang"_s);
    QVERIFY(waitUntil([&hanging] { return hanging.has_value(); }));
    QVERIFY(*hanging);
    m_acknowledged << u"hanging"_s;
    QVERIFY(say(u"hanging"_s)); // asked again, it is the same one
    m_acknowledged.removeLast();
    QVERIFY(say(u"behind it"_s));
    verifyNothingIsLost();
}

void TestStoreTrouble::aLockedDatabaseIsSurvived()
{
    begin();
    const auto other =
        SqlConnection::open(m_folder->filePath(u"confab.sqlite"_s), SqlConnection::Mode::ReadWrite);
    QVERIFY((*other)->run(u"BEGIN IMMEDIATE"_s));
    std::optional<Result<MessageAccepted>> waiting;
    m_ada->peer().request(
        SendMessage { .roomId = RoomId::fromText(u"tea"_s), .content = u"waiting"_s }, m_ada.get(),
        [&waiting](const Result<MessageAccepted> &answer) { waiting = answer; });
    QVERIFY(answersOthers());
    QVERIFY(!waiting); // the loop does not wait with it
    QVERIFY(waitUntil([&waiting] { return waiting.has_value(); }));
    QVERIFY(!*waiting && waiting->error().isRetryable());
    QCOMPARE(stored(), m_acknowledged); // reading goes on
    QVERIFY((*other)->run(u"COMMIT"_s));
    QVERIFY(say(u"waiting"_s));
    verifyNothingIsLost();
}

// With a file system of its own, which only root can make.
void TestStoreTrouble::aFullFileSystemIsSurvived()
{
    const QString folder = m_folder->path();
    const QString mount = u"mount -t tmpfs -o size=2m none \"$0\""_s;
    QProcess attempt;
    attempt.start(u"unshare"_s, { u"-m"_s, u"sh"_s, u"-c"_s, mount, folder });
    attempt.waitForFinished();
    if (attempt.exitCode() != 0)
        QSKIP("no file system of 2 MiB can be mounted here");
    m_server->startThrough(u"unshare"_s,
                           { u"-m"_s, u"sh"_s, u"-c"_s, mount + u" && exec \"$@\""_s, folder });
    begin();
    const QString filler = u"/proc/%1/root%2/filler"_s.arg(m_server->processId()).arg(folder);
    std::optional<Error> refusal;
    for (int i = 0; i < 2000 && !refusal; ++i) {
        const QString text = u"%1 "_s.arg(i, 19) + QString(4000, u'x');
        if (!say(text))
            refusal = refusalOf(text);
    }
    QVERIFY(refusal);
    QCOMPARE(refusal->code, ErrorCode::StoreFull);
    QVERIFY(answersOthers());
    QCOMPARE(stored().size(), m_acknowledged.size());
    QVERIFY(!m_ada->closed());
    // Room is made from outside.
    QProcess enlarge;
    enlarge.start(u"nsenter"_s,
                  { u"-m"_s, u"-t"_s, QString::number(m_server->processId()), u"mount"_s, u"-o"_s,
                    u"remount,size=16m"_s, folder });
    enlarge.waitForFinished();
    QCOMPARE(enlarge.exitCode(), 0);
    QVERIFY(say(u"after"_s));
    QCOMPARE(stored(), m_acknowledged);
}

void TestStoreTrouble::damageIsToldOnce()
{
    begin();
    for (int i = 0; i < 1000; ++i) // more than SQLite keeps in memory
        QVERIFY(say(u"%1 "_s.arg(i, 19) + QString(4000, u'x')));
    // Restarted, so that all of it is in the one file.
    QCOMPARE(m_server->terminate(), 0);
    QVERIFY(m_server->start(fast));
    m_ada = connectTo(*m_server);
    m_ada->authenticate(u"ada"_s, m_token);
    QVERIFY(m_ada->join(u"tea"_s));
    (void)m_server->errors();
    QFile file(m_folder->filePath(u"confab.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(20 * 4096));
    const QByteArray noise(static_cast<int>(file.size() / 2), 'x');
    QCOMPARE(file.write(noise), noise.size());
    file.close();

    int refusals = 0;
    for (int i = 0; i < 1000; i += 20) {
        const auto page = m_ada->ask(
            History { .roomId = RoomId::fromText(u"tea"_s), .after = Seq::fromNumber(i) });
        if (page)
            continue;
        ++refusals;
        QCOMPARE(page.error().code, ErrorCode::Unavailable);
    }
    QVERIFY(refusals > 1);
    QVERIFY(answersOthers());
    QVERIFY(!m_ada->closed());
    const QString log = m_server->errors();
    QCOMPARE(log.count(u"the database is damaged"_s), 1);
    QVERIFY2(log.contains(u"confabd db recover DIR"_s), qPrintable(log));
    QCOMPARE(log.count(u"requests are refused"_s), 0);
}

QTEST_GUILESS_MAIN(TestStoreTrouble)
#include "tst_storetrouble.moc"
