#include "common/net/websockettransport.h"
#include "tests/support/dbprocess.h"
#include "tests/support/faultydisk.h"
#include "tests/support/filledstore.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QDir>
#include <QTest>

using namespace chat;

/// Looking after the database of a real server.
class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aBackupBesideABusyServerIsWhole();
    void aFullDiskLeavesNoHalfBackup();
    void nothingIsRestoredUnderAServer();
    void clientsNoticeThatABackupWasRestored();
    void aKilledRestoreLeavesTheOneOrTheOther();
    void aDamagedDatabaseIsRefusedAndRecovered();
    void wrongUsageIsSaidInOneSentence();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }
    QString at(const QString &name) const { return m_folder->filePath(name); }
    QString data() const { return at(u"data"_s); }

    const QStringList fast { u"--set"_s, u"limits.sends_per_second=1000000"_s, u"--set"_s,
                             u"limits.sends_burst=1000000"_s };
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStore::aBackupBesideABusyServerIsWhole()
{
    ServerProcess server(data());
    QVERIFY(server.start(fast));
    const auto ada = connectTo(server);
    ada->authenticate(u"ada"_s);
    QVERIFY(ada->join(u"tea"_s));
    // As soon as one is answered for the next one is said, until the end.
    int stored = 0;
    bool goesOn = true;
    std::function<void()> sayNext = [&] {
        ada->peer().request(
            SendMessage { .roomId = RoomId::fromText(u"tea"_s), .content = QString(500, u'x') },
            ada.get(), [&](const Result<MessageAccepted> &answer) {
                stored += answer ? 1 : 0;
                if (goesOn)
                    sayNext();
            });
    };
    for (int i = 0; i < 10; ++i)
        sayNext();
    QVERIFY(waitUntil([&] { return stored >= 500; }));
    for (int round = 1; round <= 3; ++round) {
        const QString file = at(u"backup-%1"_s.arg(round));
        const int before = stored;
        const DbProcess backup = DbProcess::run({ u"backup"_s, file }, data());
        QVERIFY2(backup.exitCode == 0, qPrintable(backup.errors));
        QVERIFY2(backup.output.contains(u" messages ("_s), qPrintable(backup.output));
        QVERIFY(waitUntil([&] { return stored > before; })); // it went on meanwhile
        const DbProcess check = DbProcess::run({ u"check"_s }, data());
        QVERIFY2(check.exitCode == 0, qPrintable(check.output + check.errors));
        QVERIFY(QDir().mkpath(at(u"copy"_s)));
        const QString copy = at(u"copy/confab.sqlite"_s);
        (void)QFile::remove(copy);
        QVERIFY(QFile::copy(file, copy));
        const auto database = SqlConnection::open(copy, SqlConnection::Mode::ReadOnly);
        const int count = (*database)->value(u"SELECT count(*) FROM messages"_s)->toInt();
        QVERIFY(count >= before);
        const DbProcess copyCheck = DbProcess::run({ u"check"_s }, at(u"copy"_s));
        QCOMPARE(copyCheck.output, u"%1 is sound.\n"_s.arg(copy));
        QCOMPARE(copyCheck.exitCode, 0);
    }
    goesOn = false;
    const DbProcess again = DbProcess::run({ u"backup"_s, at(u"backup-1"_s) }, data());
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.errors.contains(u"exists already"_s), qPrintable(again.errors));
    ada->settle();
}

void TestStore::aFullDiskLeavesNoHalfBackup()
{
    QVERIFY(QDir().mkpath(data()));
    const FilledStore store(at(u"data/confab.sqlite"_s));
    const FaultyDisk disk;
    disk.begin(u"full"_s);
    const DbProcess backup =
        DbProcess::run({ u"backup"_s, at(u"backup"_s) }, data(), disk.environment());
    QCOMPARE(backup.exitCode, 1);
    QVERIFY2(backup.errors.contains(u"the disk is full"_s), qPrintable(backup.errors));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    QCOMPARE(DbProcess::run({ u"check"_s }, data()).exitCode, 0);
}

void TestStore::nothingIsRestoredUnderAServer()
{
    ServerProcess server(data());
    QVERIFY(server.start());
    QCOMPARE(DbProcess::run({ u"backup"_s, at(u"backup"_s) }, data()).exitCode, 0);
    for (const QStringList &words :
         { QStringList { u"restore"_s, at(u"backup"_s) }, { u"recover"_s, at(u"new"_s) } }) {
        const DbProcess refused = DbProcess::run(words, data());
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains(u"process %1"_s.arg(server.processId())),
                 qPrintable(refused.errors));
    }
    QVERIFY(connectTo(server)->authenticate(u"ada"_s).id != UserId());
}

void TestStore::clientsNoticeThatABackupWasRestored()
{
    ServerProcess server(data());
    QVERIFY(server.start());
    auto ada = connectTo(server);
    const Authenticated self = ada->authenticate(u"ada"_s);
    const auto before = ada->join(u"tea"_s);
    QVERIFY(ada->say(u"tea"_s, u"kept"_s));
    QCOMPARE(DbProcess::run({ u"backup"_s, at(u"backup"_s) }, data()).exitCode, 0);
    QVERIFY(ada->say(u"tea"_s, u"lost"_s));
    QCOMPARE(server.terminate(), 0);

    const DbProcess restored = DbProcess::run({ u"restore"_s, at(u"backup"_s) }, data());
    QVERIFY2(restored.exitCode == 0, qPrintable(restored.errors));
    QCOMPARE(QDir(data()).entryList({ u"confab.sqlite.before-*"_s }).size(), 1);
    QVERIFY(server.start());
    ada = connectTo(server);
    QCOMPARE(ada->authenticate(u"ada"_s, self.token).id, self.id);
    const auto after = ada->join(u"tea"_s);
    QCOMPARE(after->headSeq, Seq::fromNumber(1));
    QCOMPARE(after->messages.last().content, u"kept"_s);
    QVERIFY(after->epoch != before->epoch);
}

void TestStore::aKilledRestoreLeavesTheOneOrTheOther()
{
    const QString database = at(u"data/confab.sqlite"_s);
    {
        ServerProcess server(data()); // a small one has fewer steps
        QVERIFY(server.start());
        QCOMPARE(server.terminate(), 0);
    }
    QCOMPARE(DbProcess::run({ u"backup"_s, at(u"backup"_s) }, data()).exitCode, 0);
    const auto topic = [&database]() -> QString {
        const auto file = SqlConnection::open(database, SqlConnection::Mode::ReadWrite);
        return (*file)->value(u"SELECT max(topic) FROM rooms"_s)->toString();
    };
    const FaultyDisk disk;
    int ends = 0; // how often each of the two was in place
    int kills = 0;
    for (int step = 1; ends == 0; ++step) {
        // The former one is as a killed server leaves it: what was said last is in its journal.
        for (const QString &name : QDir(data()).entryList(QDir::Files))
            (void)QFile::remove(at(u"data/"_s + name));
        QVERIFY(QFile::copy(at(u"backup"_s), database));
        {
            const auto file = SqlConnection::open(database, SqlConnection::Mode::ReadWrite);
            QVERIFY((*file)->run(u"PRAGMA journal_mode = WAL"_s));
            QVERIFY((*file)->run(u"UPDATE rooms SET topic = 'former'"_s));
            for (const QString &ending : { QString(), u"-wal"_s })
                QVERIFY(QFile::copy(database + ending, at(u"kept"_s) + ending));
        }
        for (const QString &ending : { QString(), u"-wal"_s }) {
            (void)QFile::remove(database + ending);
            QVERIFY(QFile::rename(at(u"kept"_s) + ending, database + ending));
        }
        QProcessEnvironment environment = disk.environment();
        environment.insert(u"CONFAB_CRASH_AT"_s, QString::number(step));
        const DbProcess restored =
            DbProcess::run({ u"restore"_s, at(u"backup"_s) }, data(), environment);
        QVERIFY2(restored.exitCode <= 0, qPrintable(restored.errors));
        const DbProcess check = DbProcess::run({ u"check"_s }, data());
        QVERIFY2(check.exitCode == 0, qPrintable(check.output + check.errors));
        kills += restored.exitCode == -1 ? 1 : 0;
        if (restored.exitCode == 0) {
            QCOMPARE(topic(), QString());
            ++ends;
        } else {
            QVERIFY2(topic().isEmpty() || topic() == u"former"_s, qPrintable(topic()));
        }
    }
    QVERIFY2(kills > 10, qPrintable(QString::number(kills)));
    ServerProcess server(data());
    QVERIFY(server.start());
}

void TestStore::aDamagedDatabaseIsRefusedAndRecovered()
{
    ServerProcess server(data());
    QVERIFY(server.start(fast));
    auto ada = connectTo(server);
    const QString serverId = ada->all<Welcome>().first().server.id;
    const Authenticated self = ada->authenticate(u"ada"_s);
    QVERIFY(ada->join(u"tea"_s));
    for (int i = 0; i < 200; ++i)
        QVERIFY(ada->say(u"tea"_s, QString::number(i) + QString(900, u'x')));
    QCOMPARE(server.terminate(), 0);
    QFile file(at(u"data/confab.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
    const QByteArray damage(10 * 4096, 'x');
    QCOMPARE(file.write(damage), damage.size());
    file.close();

    QVERIFY(!server.start());
    QCOMPARE(server.exitCode(), 1);
    const QString errors = server.errors();
    QVERIFY2(errors.contains(u"confabd db recover DIR --data "_s + data()), qPrintable(errors));
    QCOMPARE(DbProcess::run({ u"check"_s }, data()).exitCode, 1);

    const DbProcess recovered = DbProcess::run({ u"recover"_s, at(u"new"_s) }, data());
    QVERIFY2(recovered.exitCode == 0, qPrintable(recovered.errors));
    QVERIFY2(recovered.output.contains(u"Saved 1"_s), qPrintable(recovered.output));
    ServerProcess successor(at(u"new"_s));
    QVERIFY(successor.start());
    ada = connectTo(successor);
    QCOMPARE(ada->all<Welcome>().first().server.id, serverId);
    QCOMPARE(ada->authenticate(u"ada"_s, self.token).id, self.id);
    const auto tea = ada->join(u"tea"_s);
    QVERIFY(tea->headSeq.number() >= 120);
    QCOMPARE(tea->messages.size(), 50);
    const auto said = ada->say(u"tea"_s, u"on we go"_s);
    QCOMPARE(said->seq, tea->headSeq.next());
}

void TestStore::wrongUsageIsSaidInOneSentence()
{
    for (const QStringList &words :
         { QStringList {}, { u"bakup"_s }, { u"backup"_s }, { u"check"_s, u"x"_s } }) {
        const DbProcess wrong = DbProcess::run(words, data());
        QCOMPARE(wrong.exitCode, 2);
        QCOMPARE(wrong.errors.count(u'\n'), 1);
        QVERIFY2(wrong.errors.startsWith("confabd: "_L1), qPrintable(wrong.errors));
    }
    for (const QStringList &words : { QStringList { u"check"_s }, { u"backup"_s, at(u"x"_s) } }) {
        const DbProcess nowhere = DbProcess::run(words, data());
        QCOMPARE(nowhere.exitCode, 1);
        QVERIFY2(nowhere.errors.contains(data()), qPrintable(nowhere.errors));
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
