#include "server/storage/sqlbackup.h"
#include "server/storage/sqlcheck.h"
#include "tests/support/filledstore.h"
#include "tests/support/seededrandom.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// Looking after a database: check, backup, restore.
class TestSqlMaintenance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aSoundDatabaseIsSound();
    void whatTheProgramReliesOnIsChecked_data();
    void whatTheProgramReliesOnIsChecked();
    void aBackupHoldsEverything();
    void aBackupDoesNotReplaceAFile();
    void aBackupThatFailsLeavesNothing();
    void aRestoredDatabaseHasNewEpochs();
    void onlyASoundDatabaseOfOursIsRestored_data();
    void onlyASoundDatabaseOfOursIsRestored();
    void aDamagedDatabaseIsReplacedAndKept();

private:
    QString at(const QString &name) const { return m_folder->filePath(name); }
    QTemporaryDir m_modelFolder;
    FilledStore m_model { m_modelFolder.filePath(u"model"_s) }; // filling takes its time
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FilledStore> m_store;
    SeededRandom m_random { 1 };
};

void TestSqlMaintenance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<FilledStore>(at(u"confab.sqlite"_s), m_model);
}

void TestSqlMaintenance::aSoundDatabaseIsSound()
{
    QCOMPARE(damageIn(m_store->path()), QStringList());
}

void TestSqlMaintenance::whatTheProgramReliesOnIsChecked_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &sql, const QString &words) {
        QTest::newRow(name) << sql << words;
    };
    row("hole", u"DELETE FROM log WHERE room_id = 'tea' AND seq = 7"_s, u"holds 1999 entries"_s);
    row("end", u"UPDATE rooms SET last_seq = 2001 WHERE id = 'tea'"_s, u"from 1 to 2001"_s);
    row("role", u"UPDATE users SET role = 'king' WHERE name = 'Person 1'"_s, u"king"_s);
    row("room's role", u"UPDATE roles SET role = 'king' WHERE room_id = 'tea'"_s, u"none, king"_s);
    row("ban", u"UPDATE bans SET kind = 'smell' WHERE target = 'tea'"_s, u"none, smell tea"_s);
    row("slow", u"UPDATE rooms SET slow_seconds = -1 WHERE id = 'tea'"_s, u"must be -1 seconds"_s);
    row("banned", u"UPDATE roles SET role = 'banned' WHERE room_id = 'tea'"_s,
        u"is banned from room tea"_s);
    row("password", u"UPDATE passwords SET hash = 'plain' WHERE user_id LIKE '%0000'"_s,
        u"is no hash"_s);
    row("guest", u"UPDATE users SET role = 'guest' WHERE name = 'Person 0'"_s, u"is a guest"_s);
    row("too long", u"UPDATE rooms SET last_seq = 1999 WHERE id = 'tea'"_s, u"goes on to 2000"_s);
    row("first", u"UPDATE rooms SET first_seq = 2002 WHERE id = 'tea'"_s, u"keeps messages from"_s);
    row("no text", u"DELETE FROM messages WHERE room_id = 'tea' AND seq = 7"_s,
        u"Message 7 of room tea is in the log, but its text is gone."_s);
    row("no log",
        u"INSERT INTO messages SELECT room_id, 3000, id, user_id, tag, content, NULL, "
        "at_ms FROM messages WHERE room_id = 'tea' AND seq = 7"_s,
        u"Message 3000 of room tea is not the one"_s);
    row("another", u"UPDATE messages SET tag = 'x' WHERE room_id = 'tea' AND seq = 7"_s,
        u"Message 7 of room tea is not the one"_s);
    row("reply", u"UPDATE messages SET reply_to = 7 WHERE room_id = 'tea' AND seq = 7"_s,
        u"answers message 7"_s);
    row("read", u"UPDATE members SET read_seq = 9000 WHERE room_id = 'tea'"_s, u"up to 9000"_s);
    row("joined", u"UPDATE members SET joined_seq = 2001 WHERE room_id = 'tea'"_s,
        u"joined room tea at 2001, and has read up to"_s);
    row("receipts", u"UPDATE rooms SET shows_receipts = 2 WHERE id = 'tea'"_s,
        u"neither 0 nor 1, but 2"_s);
    row("nobody", u"DELETE FROM users WHERE id LIKE '%0007'"_s, u"log names something"_s);
    row("epoch", u"UPDATE rooms SET epoch = '' WHERE id = 'tea'"_s, u"Room tea has no epoch."_s);
    row("twice", u"DROP INDEX log_by_tag; UPDATE log SET tag = 'x', user_id = 'u' WHERE seq < 3"_s,
        u"The send x of user u is stored 4 times."_s);
}

void TestSqlMaintenance::whatTheProgramReliesOnIsChecked()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, words);
    for (const QString &statement : statementsIn(sql))
        (void)valueIn(m_store->path(), statement);
    const QString found = damageIn(m_store->path()).join(u'\n');
    QVERIFY2(found.contains(words), qPrintable(found));
}

void TestSqlMaintenance::aBackupHoldsEverything()
{
    const auto report = backUp(m_store->path(), at(u"backup"_s));
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->rooms, 2);
    QCOMPARE(report->messages, 2 * FilledStore::lines);
    QCOMPARE(report->bytes, QFile(at(u"backup"_s)).size());
    QCOMPARE(damageIn(at(u"backup"_s)), QStringList());
    for (const QString &table : { u"users"_s, u"tokens"_s, u"members"_s, u"log"_s, u"messages"_s })
        QCOMPARE(valueIn(at(u"backup"_s), u"SELECT count(*) FROM "_s + table),
                 valueIn(m_store->path(), u"SELECT count(*) FROM "_s + table));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
             QStringList({ u"backup"_s, u"confab.sqlite"_s }));
}

void TestSqlMaintenance::aBackupDoesNotReplaceAFile()
{
    QFile file(at(u"backup"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const auto refused = backUp(m_store->path(), at(u"backup"_s));
    QVERIFY(!refused && refused.error().detail.contains(u"exists already"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "mine");
}

void TestSqlMaintenance::aBackupThatFailsLeavesNothing()
{
    m_store->overwrite(20 * FilledStore::pageBytes, QByteArray(10 * FilledStore::pageBytes, 'x'));
    const auto refused = backUp(m_store->path(), at(u"backup"_s));
    QVERIFY(!refused && refused.error().detail.contains(at(u"backup"_s)));
    const auto nowhere = backUp(m_store->path(), at(u"nowhere/backup"_s));
    QVERIFY(!nowhere && nowhere.error().detail.contains(at(u"nowhere/backup"_s)));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList { u"confab.sqlite"_s });
}

void TestSqlMaintenance::aRestoredDatabaseHasNewEpochs()
{
    QVERIFY(backUp(m_store->path(), at(u"backup"_s)));
    (void)valueIn(m_store->path(), u"UPDATE rooms SET topic = 'later', epoch = id"_s);
    const QDateTime now({ 2026, 11, 24 }, { 1, 2, 3 }, Qt::UTC);
    for (const QString &suffix : { QString(), u"-2"_s }) {
        const auto report = restore(at(u"backup"_s), m_store->path(), m_random, now);
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QCOMPARE(report->messages, 2 * FilledStore::lines);
        QCOMPARE(report->former, m_store->path() + u".before-20261124-010203"_s + suffix);
    }
    QCOMPARE(damageIn(m_store->path()), QStringList());
    QCOMPARE(valueIn(m_store->path(), u"SELECT count(DISTINCT epoch) FROM rooms"_s).toInt(), 2);
    QCOMPARE(valueIn(m_store->path(),
                     u"SELECT count(*) FROM rooms WHERE epoch != 'old' AND length(epoch) = 32"_s)
                 .toInt(),
             2);
    QCOMPARE(valueIn(m_store->path() + u".before-20261124-010203"_s,
                     u"SELECT count(*) FROM rooms WHERE topic = 'later'"_s)
                 .toInt(),
             2);
}

void TestSqlMaintenance::onlyASoundDatabaseOfOursIsRestored_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    QTest::newRow("foreign") << u"PRAGMA application_id = 7"_s << u"not a database of Confab"_s;
    QTest::newRow("newer") << u"PRAGMA user_version = 999"_s << u"newer Confab"_s;
    QTest::newRow("unsound") << u"DELETE FROM log WHERE seq = 7"_s << u"is damaged"_s;
    QTest::newRow("not there") << QString() << u"no such file"_s;
}

void TestSqlMaintenance::onlyASoundDatabaseOfOursIsRestored()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, words);
    if (!sql.isEmpty()) {
        QVERIFY(backUp(m_store->path(), at(u"backup"_s)));
        (void)valueIn(at(u"backup"_s), sql);
    }
    const QStringList before = QDir(m_folder->path()).entryList(QDir::Files);
    const auto refused = restore(at(u"backup"_s), m_store->path(), m_random, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(words), qPrintable(refused.error().detail));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), before);
    QCOMPARE(valueIn(m_store->path(), u"SELECT max(epoch) FROM rooms"_s).toString(), u"old"_s);
}

void TestSqlMaintenance::aDamagedDatabaseIsReplacedAndKept()
{
    QVERIFY(backUp(m_store->path(), at(u"backup"_s)));
    m_store->overwrite(0, QByteArray(3 * FilledStore::pageBytes, 'x'));
    QFile journal(m_store->path() + u"-wal"_s);
    QVERIFY(journal.open(QIODevice::WriteOnly) && journal.write("what was left") > 0);
    journal.close();
    const auto report =
        restore(at(u"backup"_s), m_store->path(), m_random, QDateTime::currentDateTimeUtc());
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(damageIn(m_store->path()), QStringList());
    QFile former(report->former);
    QVERIFY(former.open(QIODevice::ReadOnly));
    QCOMPARE(former.read(3), "xxx");
}

QTEST_GUILESS_MAIN(TestSqlMaintenance)
#include "tst_sqlmaintenance.moc"
