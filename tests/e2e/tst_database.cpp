#include "common/net/websockettransport.h"
#include "tests/support/crowd.h"
#include "tests/support/filelimit.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QDirIterator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s,
                         u"--set"_s, u"limits.sends_burst=1000000"_s,
                         u"--set"_s, u"limits.requests_per_second=1000000"_s,
                         u"--set"_s, u"limits.requests_burst=1000000"_s };

constexpr int lineCount = 300;

bool copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    const auto files = QDir(from).entryInfoList(QDir::Files);
    return std::ranges::all_of(files, [&to](const QFileInfo &file) {
        return QFile::copy(file.filePath(), to + u'/' + file.fileName());
    });
}

/// Another program that holds the database's write lock while it lives.
class Holder
{
public:
    explicit Holder(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"holder"_s);
        m_database.setDatabaseName(path);
        isHolding = m_database.open() && QSqlQuery(m_database).exec(u"BEGIN IMMEDIATE"_s);
    }
    ~Holder()
    {
        QSqlQuery(m_database).exec(u"ROLLBACK"_s);
        m_database = {};
        QSqlDatabase::removeDatabase(u"holder"_s);
    }

    bool isHolding = false;

private:
    QSqlDatabase m_database;
};

} // namespace

/// What can happen to the database's files, and to the files that a server gets.
class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void aLockIsWaitedForWithoutDelayingOthers();
    void noMoreFilesForAWhile();
    void aDamagedPageIsNeverSilent();
    void aDamagedWalLosesAtMostItsEnd();
    void anOlderBackupIsAnotherLog();

private:
    std::unique_ptr<TestClient> connectAs(const ServerProcess &server, const QString &name)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>() || client->authenticate(name).id == UserId())
            qFatal("%s is not let in", qPrintable(name));
        return client;
    }
    /// The lines that the server shows of the room "tea", oldest first; nothing of those after one
    /// that it can not read.
    static QList<Message> linesOf(TestClient &reader)
    {
        QList<Message> lines;
        const RoomId tea = RoomId::fromText(u"tea"_s);
        const auto history = reader.join(u"tea"_s);
        while (history && Seq::fromNumber(lines.size()) < history->headSeq) {
            const auto page = reader.ask(History { .roomId = tea,
                                                   .before = {},
                                                   .after = Seq::fromNumber(lines.size()),
                                                   .around = {} });
            if (!page || page->messages.isEmpty())
                break;
            lines += page->messages;
        }
        return lines;
    }
    /// Damages a copy of the folder in its own way, starts a server on it, and says what was wrong
    /// with what happened.
    QString ordeal(const QString &folder, const QString &file, quint64 seed, bool mayLoseTheEnd);

    SystemClock m_clock;
    QTemporaryDir m_folder;
    QString m_sound; // a data folder with `lineCount` lines in "tea", shut down in order
    QString m_killed; // the same, left by a killed server
};

void TestDatabase::initTestCase()
{
    m_sound = m_folder.filePath(u"sound"_s);
    m_killed = m_folder.filePath(u"killed"_s);
    ServerProcess server(m_sound);
    QVERIFY(server.start(fast));
    const auto ada = connectAs(server, u"ada"_s);
    QVERIFY(ada->join(u"tea"_s));
    for (int i = 0; i < lineCount; ++i)
        ada->tell(SendMessage { .roomId = RoomId::fromText(u"tea"_s),
                                .content = QString::number(i) + QString(200, u'.') });
    QVERIFY(ada->waitFor<MessageAccepted>(lineCount));
    server.freeze();
    QVERIFY(copyFolder(m_sound, m_killed));
    server.thaw();
    QVERIFY(QFile::exists(m_killed + u"/confab.sqlite-wal"_s));
    QCOMPARE(server.terminate(), 0);
}

void TestDatabase::aLockIsWaitedForWithoutDelayingOthers()
{
    const QString data = m_folder.filePath(u"locked"_s);
    ServerProcess server(data);
    QVERIFY(server.start(fast));
    const auto connect = [&server] { return WebSocketTransport::connectTo(server.url()); };
    Crowd crowd({ .drivers = 4, .seed = runSeed() }, connect);
    crowd.setImpatient(true);
    QVERIFY(crowd.gather());
    const auto ada = connectAs(server, u"ada"_s);
    QVERIFY(ada->join(u"room 0"_s));
    {
        const Holder holder(data + u"/confab.sqlite"_s);
        QVERIFY(holder.isHolding);
        crowd.say(5);
        QStringList order;
        QObject::connect(&ada->peer().transport(), &Transport::ponged, ada.get(),
                         [&order] { order << u"pong"_s; });
        ada->peer().request(
            SendMessage { .roomId = RoomId::fromText(u"room 0"_s), .content = u"hello"_s },
            ada.get(), [&order](const Result<MessageAccepted> &answer) {
                order << (answer                             ? u"stored"_s
                              : answer.error().isRetryable() ? u"later"_s
                                                             : u"never"_s);
            });
        ada->peer().transport().ping();
        QVERIFY(waitUntil([&] { return order.size() == 2; }));
        // The ping was not held up by what waits for the lock.
        QCOMPARE(order, QStringList({ u"pong"_s, u"later"_s }));
    }
    crowd.advance(limits::retryWait + 1s);
    QCOMPARE(crowd.accepted() < crowd.said(), true);
    QVERIFY(waitUntil([&] { return crowd.accepted() == crowd.said(); }));
    for (const auto &driver : crowd.drivers())
        QCOMPARE(driver->reconnects(), 0);
    QCOMPARE(crowd.verdict(connect), QStringList());
}

void TestDatabase::noMoreFilesForAWhile()
{
    ServerProcess server(m_folder.filePath(u"files"_s));
    QVERIFY(server.start(fast));
    const auto connect = [&server] { return WebSocketTransport::connectTo(server.url()); };
    Crowd crowd({ .drivers = 6, .seed = runSeed() }, connect);
    crowd.setImpatient(true);
    QVERIFY(crowd.gather());
    QVERIFY(filelimit::deny(server.processId()));
    std::vector<std::unique_ptr<QTcpSocket>> takers; // of what the drivers leave free
    crowd.say(5);
    for (const auto &driver : crowd.drivers())
        driver->session().socket().drop();
    crowd.say(5);
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(crowd.drivers(),
                                   [](const auto &driver) { return driver->reconnects() > 0; });
    }));
    QVERIFY(filelimit::allow(server.processId()));
    QCOMPARE(crowd.verdict(connect), QStringList());
}

QString TestDatabase::ordeal(const QString &folder, const QString &name, quint64 seed,
                             bool mayLoseTheEnd)
{
    SeededRandom random(seed);
    const QTemporaryDir place;
    const QString data = place.filePath(u"data"_s);
    if (!copyFolder(folder, data))
        return u"no copy"_s;
    QFile file(data + u'/' + name);
    if (!file.open(QIODevice::ReadWrite))
        return file.errorString();
    constexpr qint64 page = 4096;
    const auto pages = static_cast<quint64>(file.size() / page);
    if (mayLoseTheEnd && random.next() % 2 == 0) {
        file.resize(static_cast<qint64>(random.next() % quint64(file.size())));
    } else {
        file.seek(static_cast<qint64>(random.next() % pages) * page);
        QByteArray garbage;
        while (garbage.size() < page)
            garbage.append(static_cast<char>(random.next() % 256));
        file.write(garbage);
    }
    file.close();

    ServerProcess server(data);
    if (!server.start(fast)) {
        const int code = server.exitCode();
        const QString errors = server.errors();
        const QString sentence =
            errors.sliced(std::max<qsizetype>(0, errors.indexOf("confabd:"_L1)));
        const bool isClear = code == 1 && sentence.contains("confab.sqlite"_L1)
            && sentence.contains("backup"_L1) && sentence.count(u'\n') == 1;
        if (mayLoseTheEnd)
            return u"a damaged end is no reason to refuse: %1"_s.arg(sentence);
        return isClear ? QString() : u"code %1: %2"_s.arg(code).arg(errors);
    }
    const auto reader = connectAs(server, u"reader"_s);
    const QList<Message> lines = linesOf(*reader);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).seq != Seq::fromNumber(i + 1)
            || !lines.at(i).content.startsWith(QString::number(i) + u'.'))
            return u"line %1 is \"%2\""_s.arg(i + 1).arg(lines.at(i).content.left(20));
    }
    if (!mayLoseTheEnd && lines.size() != lineCount)
        return u"%1 lines are there, and nobody said a word"_s.arg(lines.size());
    if (!reader->say(u"tea"_s, u"still works"_s))
        return u"nothing can be said"_s;
    return server.terminate() == 0 ? QString() : u"it did not end by itself"_s;
}

void TestDatabase::aDamagedPageIsNeverSilent()
{
    for (quint64 seed = runSeed(); seed < runSeed() + 15; ++seed)
        QCOMPARE(u"seed %1: %2"_s.arg(seed).arg(ordeal(m_sound, u"confab.sqlite"_s, seed, false)),
                 u"seed %1: "_s.arg(seed));
}

void TestDatabase::aDamagedWalLosesAtMostItsEnd()
{
    for (quint64 seed = runSeed(); seed < runSeed() + 15; ++seed)
        QCOMPARE(
            u"seed %1: %2"_s.arg(seed).arg(ordeal(m_killed, u"confab.sqlite-wal"_s, seed, true)),
            u"seed %1: "_s.arg(seed));
}

void TestDatabase::anOlderBackupIsAnotherLog()
{
    const QString data = m_folder.filePath(u"restored"_s);
    const QString backup = m_folder.filePath(u"backup"_s);
    ServerProcess server(data);
    QVERIFY(server.start(fast));
    const auto connect = [&server] { return WebSocketTransport::connectTo(server.url()); };
    Crowd crowd({ .drivers = 2, .rooms = 1, .seed = runSeed() }, connect);
    crowd.setImpatient(true);
    QVERIFY(crowd.gather());
    const RoomId room = crowd.rooms().first();
    Driver &ada = crowd.driver(0);
    Driver &bob = crowd.driver(1);
    const auto sayAndWait = [&](Driver &driver, const QString &what) {
        const int before = crowd.accepted();
        driver.say(room, what);
        return waitUntil([&] { return crowd.accepted() == before + 1; });
    };
    QVERIFY(sayAndWait(ada, u"one"_s));
    QCOMPARE(server.terminate(), 0);
    QVERIFY(copyFolder(data, backup));
    QVERIFY(server.start(fast));
    QVERIFY(sayAndWait(ada, u"two, after the backup"_s));
    QVERIFY(waitUntil([&] { return bob.lastShown(room) == Seq::fromNumber(2); }));

    ada.session().stop();
    QCOMPARE(server.terminate(), 0);
    QVERIFY(QDir(data).removeRecursively());
    QVERIFY(copyFolder(backup, data));
    QVERIFY(server.start(fast));
    QVERIFY(waitUntil([&] { return bob.isThere() && bob.lastShown(room) == Seq::fromNumber(1); }));
    QVERIFY(sayAndWait(bob, u"another two"_s));
    QVERIFY(sayAndWait(bob, u"three"_s));
    // She has a line two too, but not the one that there is now.
    ada.session().start();
    QVERIFY(waitUntil([&] { return ada.isThere() && ada.lastShown(room) == Seq::fromNumber(3); }));
    QStringList shown;
    const TimelineModel &timeline = ada.session().rooms().find(room)->timeline();
    for (int i = 0; i < timeline.rowCount(); ++i)
        shown << timeline.row(i).message.content;
    QEXPECT_FAIL("", "a position does not say which line it stands at", Abort);
    QCOMPARE(shown, QStringList({ u"one"_s, u"another two"_s, u"three"_s }));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
