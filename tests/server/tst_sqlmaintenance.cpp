#include "server/storage/sqlbackup.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqlrecover.h"
#include "tests/support/filledstore.h"
#include "tests/support/seededrandom.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

constexpr int pageBytes = 4096;

} // namespace

/// Looking after a database: check, backup, restore, recover.
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
    void recoverySavesEverythingOfASoundDatabase();
    void recoverySavesWhatIsNotDamaged_data();
    void recoverySavesWhatIsNotDamaged();
    void recoveryEndsWithRowsOrASentence_data();
    void recoveryEndsWithRowsOrASentence();
    void recoveryReadsWhatWasCommittedLast();
    void aReplyStillPointsAtItsLine();
    void recoveryDoesNotReplaceADatabase();

private:
    using Mode = SqlConnection::Mode;

    static QVariant value(const QString &path, const QString &sql)
    {
        const auto database = SqlConnection::open(path, Mode::ReadWrite);
        const auto found = (*database)->value(sql);
        if (!found)
            qFatal("%s: %s", qPrintable(sql), qPrintable(found.error().detail));
        return *found;
    }
    static QStringList damageOf(const QString &path)
    {
        const auto database = SqlConnection::open(path, Mode::ReadOnly);
        const auto damage = findDamage(**database);
        return damage ? *damage : QStringList { damage.error().detail };
    }
    QString at(const QString &name) const { return m_folder->filePath(name); }
    /// Everything in the recovered one is as it was, and none of it is doubled.
    void verifyRecovered(int leastLines)
    {
        QCOMPARE(damageOf(at(u"new"_s)), QStringList());
        const int saved = value(at(u"new"_s), u"SELECT count(*) FROM messages"_s).toInt();
        QVERIFY2(saved >= leastLines, qPrintable(QString::number(saved)));
        const auto database = SqlConnection::open(at(u"new"_s), Mode::ReadOnly);
        auto rows = (*database)->run(u"SELECT room_id, tag, content FROM messages"_s);
        while (rows->next()) {
            const QString tag = rows->value(1).toString();
            const int seq = tag.section(u'-', 1).toInt();
            QCOMPARE(rows->value(2).toString(),
                     FilledStore::content(rows->value(0).toString(), seq));
        }
        QCOMPARE((*database)->value(u"SELECT count(*) FROM rooms WHERE epoch = 'old'"_s)->toInt(),
                 0);
    }

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
    QCOMPARE(damageOf(m_store->path()), QStringList());
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
        (void)value(m_store->path(), statement);
    const QString found = damageOf(m_store->path()).join(u'\n');
    QVERIFY2(found.contains(words), qPrintable(found));
}

void TestSqlMaintenance::aBackupHoldsEverything()
{
    const auto report = backUp(m_store->path(), at(u"backup"_s));
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->rooms, 2);
    QCOMPARE(report->messages, 2 * FilledStore::lines);
    QCOMPARE(report->bytes, QFile(at(u"backup"_s)).size());
    QCOMPARE(damageOf(at(u"backup"_s)), QStringList());
    for (const QString &table : { u"users"_s, u"tokens"_s, u"members"_s, u"log"_s, u"messages"_s })
        QCOMPARE(value(at(u"backup"_s), u"SELECT count(*) FROM "_s + table),
                 value(m_store->path(), u"SELECT count(*) FROM "_s + table));
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
    m_store->overwrite(20 * pageBytes, QByteArray(10 * pageBytes, 'x'));
    const auto refused = backUp(m_store->path(), at(u"backup"_s));
    QVERIFY(!refused && refused.error().detail.contains(at(u"backup"_s)));
    const auto nowhere = backUp(m_store->path(), at(u"nowhere/backup"_s));
    QVERIFY(!nowhere && nowhere.error().detail.contains(at(u"nowhere/backup"_s)));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList { u"confab.sqlite"_s });
}

void TestSqlMaintenance::aRestoredDatabaseHasNewEpochs()
{
    QVERIFY(backUp(m_store->path(), at(u"backup"_s)));
    (void)value(m_store->path(), u"UPDATE rooms SET topic = 'later', epoch = id"_s);
    const QDateTime now({ 2026, 11, 24 }, { 1, 2, 3 }, Qt::UTC);
    for (const QString &suffix : { QString(), u"-2"_s }) {
        const auto report = restore(at(u"backup"_s), m_store->path(), m_random, now);
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QCOMPARE(report->messages, 2 * FilledStore::lines);
        QCOMPARE(report->former, m_store->path() + u".before-20261124-010203"_s + suffix);
    }
    QCOMPARE(damageOf(m_store->path()), QStringList());
    QCOMPARE(value(m_store->path(), u"SELECT count(DISTINCT epoch) FROM rooms"_s).toInt(), 2);
    QCOMPARE(value(m_store->path(),
                   u"SELECT count(*) FROM rooms WHERE epoch != 'old' AND length(epoch) = 32"_s)
                 .toInt(),
             2);
    QCOMPARE(value(m_store->path() + u".before-20261124-010203"_s,
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
        (void)value(at(u"backup"_s), sql);
    }
    const QStringList before = QDir(m_folder->path()).entryList(QDir::Files);
    const auto refused = restore(at(u"backup"_s), m_store->path(), m_random, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(words), qPrintable(refused.error().detail));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), before);
    QCOMPARE(value(m_store->path(), u"SELECT max(epoch) FROM rooms"_s).toString(), u"old"_s);
}

void TestSqlMaintenance::aDamagedDatabaseIsReplacedAndKept()
{
    QVERIFY(backUp(m_store->path(), at(u"backup"_s)));
    m_store->overwrite(0, QByteArray(3 * pageBytes, 'x'));
    QFile journal(m_store->path() + u"-wal"_s);
    QVERIFY(journal.open(QIODevice::WriteOnly) && journal.write("what was left") > 0);
    journal.close();
    const auto report =
        restore(at(u"backup"_s), m_store->path(), m_random, QDateTime::currentDateTimeUtc());
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(damageOf(m_store->path()), QStringList());
    QFile former(report->former);
    QVERIFY(former.open(QIODevice::ReadOnly));
    QCOMPARE(former.read(3), "xxx");
}

void TestSqlMaintenance::recoverySavesEverythingOfASoundDatabase()
{
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    verifyRecovered(2 * FilledStore::lines);
    QVERIFY2(report->first() == u"Saved 4000 messages; 0 are known to be lost."_s,
             qPrintable(report->join(u'\n')));
    for (const QString &table : { u"users"_s, u"tokens"_s })
        QCOMPARE(value(at(u"new"_s), u"SELECT count(*) FROM "_s + table).toInt(),
                 FilledStore::people);
    QCOMPARE(value(at(u"new"_s), u"SELECT count(*) FROM members WHERE read_seq = 1000"_s).toInt(),
             2 * FilledStore::people);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
             QStringList({ u"confab.sqlite"_s, u"new"_s }));
}

void TestSqlMaintenance::recoverySavesWhatIsNotDamaged_data()
{
    QTest::addColumn<int>("damagedPages");
    QTest::addColumn<int>("least");
    for (const int pages : { 1, 2, 3, 5, 8 })
        QTest::addRow("%d pages", pages) << pages << 4000 - pages * 60;
}

// Two pages of lines for each page: it may have been one of the log, or a way to others.
void TestSqlMaintenance::recoverySavesWhatIsNotDamaged()
{
    QFETCH(const int, damagedPages);
    QFETCH(const int, least);
    SeededRandom random(static_cast<quint64>(damagedPages));
    const auto pages = m_store->size() / pageBytes;
    for (int i = 0; i < damagedPages; ++i) {
        const auto page = 20 + static_cast<qint64>(random.uniform(0, double(pages - 20)));
        QByteArray noise(pageBytes, '\0');
        for (char &byte : noise)
            byte = static_cast<char>(random.next());
        m_store->overwrite(page * pageBytes, noise);
    }
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    verifyRecovered(least);
}

void TestSqlMaintenance::recoveryEndsWithRowsOrASentence_data()
{
    QTest::addColumn<int>("from"); // page
    QTest::addColumn<int>("count"); // of bytes
    QTest::addColumn<int>("size"); // of the file, in pages; 0: whole
    QTest::addColumn<int>("least"); // lines; 0: there may be none
    QTest::newRow("header") << 0 << 100 << 0 << 4000;
    QTest::newRow("first page") << 0 << pageBytes << 0 << 4000;
    for (int page = 1; page < 12; ++page)
        QTest::addRow("page %d", page) << page << pageBytes << 0 << 3850;
    QTest::newRow("half") << 0 << 0 << 80 << 300;
    QTest::newRow("half a page") << 0 << 0 << -1 << 1500;
    QTest::newRow("one page") << 0 << 0 << 1 << 0;
    QTest::newRow("everything") << 0 << 10'000'000 << 0 << 0;
    QTest::newRow("nothing") << 0 << 0 << -2 << 0;
}

void TestSqlMaintenance::recoveryEndsWithRowsOrASentence()
{
    QFETCH(const int, from);
    QFETCH(const int, count);
    QFETCH(const int, size);
    QFETCH(const int, least);
    const qint64 whole = m_store->size();
    const qint64 start = qint64 { from } * pageBytes;
    SeededRandom random(3);
    for (const bool isNoise : { false, true }) {
        QByteArray damage(std::min<qint64>(count, whole - start), '\0');
        if (isNoise)
            std::ranges::generate(damage, [&random] { return static_cast<char>(random.next()); });
        m_store->overwrite(start, damage);
        if (size != 0)
            m_store->truncate(size == -2       ? 0
                                  : size == -1 ? whole / 2 / pageBytes * pageBytes + 100
                                               : qint64 { size } * pageBytes);
        (void)QFile::remove(at(u"new"_s));
        const auto report = recover(m_store->path(), at(u"new"_s), m_random);
        if (report) {
            verifyRecovered(least);
        } else {
            QVERIFY2(least == 0, qPrintable(report.error().detail));
            QVERIFY2(report.error().detail.contains(m_store->path()),
                     qPrintable(report.error().detail));
            QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files),
                     QStringList { u"confab.sqlite"_s });
        }
    }
}

void TestSqlMaintenance::recoveryReadsWhatWasCommittedLast()
{
    const auto server = SqlConnection::open(m_store->path(), Mode::ReadWrite);
    QVERIFY((*server)->run(u"PRAGMA journal_mode = WAL"_s));
    QVERIFY((*server)->run(u"UPDATE rooms SET topic = 'last'"_s));
    QVERIFY(QFile(m_store->path() + u"-wal"_s).size() > 0);
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(value(at(u"new"_s), u"SELECT count(*) FROM rooms WHERE topic = 'last'"_s).toInt(), 2);
}

void TestSqlMaintenance::aReplyStillPointsAtItsLine()
{
    const QString lost = u"DELETE FROM messages WHERE room_id = 'tea' AND seq IN (5, 9)"_s;
    (void)value(m_store->path(), lost);
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QCOMPARE(report->first(), u"Saved 3998 messages; 2 are known to be lost."_s);
    QCOMPARE(damageOf(at(u"new"_s)), QStringList());
    const auto answered = [this](const QString &tag) {
        return value(at(u"new"_s),
                     u"SELECT asked.tag FROM messages LEFT JOIN messages AS asked "
                     "ON asked.room_id = messages.room_id AND asked.seq = messages.reply_to "
                     "WHERE messages.tag = '%1'"_s.arg(tag))
            .toString();
    };
    QCOMPARE(answered(u"tea-20"_s), u"tea-19"_s);
    QCOMPARE(answered(u"tea-10"_s), QString()); // it was an answer to 9
    // A repeated send is still known.
    QCOMPARE(value(at(u"new"_s), u"SELECT digest FROM log WHERE tag = 'tea-20'"_s).toByteArray(),
             lineDigest(u"tea"_s, 19, FilledStore::content(u"tea"_s, 20)));
}

void TestSqlMaintenance::recoveryDoesNotReplaceADatabase()
{
    const auto refused = recover(m_store->path(), m_store->path(), m_random);
    QVERIFY(!refused && refused.error().detail.contains(u"exists already"_s));
}

QTEST_GUILESS_MAIN(TestSqlMaintenance)
#include "tst_sqlmaintenance.moc"
