#include "server/storage/sqlrecover.h"
#include "tests/support/filledstore.h"
#include "tests/support/formerstore.h"
#include "tests/support/seededrandom.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

constexpr int pageBytes = FilledStore::pageBytes;

} // namespace

/// What is saved of a damaged database.
class TestSqlRecover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void recoverySavesEverythingOfASoundDatabase();
    void recoverySavesWhatIsNotDamaged_data();
    void recoverySavesWhatIsNotDamaged();
    void recoveryEndsWithRowsOrASentence_data();
    void recoveryEndsWithRowsOrASentence();
    void recoveryReadsWhatWasCommittedLast();
    void whatWasCommittedLastIsFoundOnLoosePagesToo();
    void aReplyStillPointsAtItsLine();
    void whatARoomHasForgottenStaysForgotten();
    void databasesOfFormerSchemasAreSaved_data();
    void databasesOfFormerSchemasAreSaved();
    void lostRoomsAndPeopleHaveTheirLinesStill();
    void recoveryDoesNotReplaceADatabase();

private:
    static constexpr int laterPages = 8; // of an empty database, since the fifth schema
    QString at(const QString &name) const { return m_folder->filePath(name); }
    /// Everything in the recovered one is as it was, and none of it is doubled.
    void verifyRecovered(int leastLines)
    {
        QCOMPARE(damageIn(at(u"new"_s)), QStringList());
        const int saved = valueIn(at(u"new"_s), u"SELECT count(*) FROM messages"_s).toInt();
        QVERIFY2(saved >= leastLines, qPrintable(QString::number(saved)));
        const auto database = SqlConnection::open(at(u"new"_s), SqlConnection::Mode::ReadOnly);
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

void TestSqlRecover::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<FilledStore>(at(u"confab.sqlite"_s), m_model);
}

void TestSqlRecover::recoverySavesEverythingOfASoundDatabase()
{
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    verifyRecovered(2 * FilledStore::lines);
    QVERIFY2(report->first() == u"Saved 4000 messages; 0 are known to be lost."_s,
             qPrintable(report->join(u'\n')));
    for (const QString &table : { u"users"_s, u"tokens"_s })
        QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM "_s + table).toInt(),
                 FilledStore::people);
    const std::pair<QString, int> counts[] {
        { u"passwords WHERE hash LIKE '$argon2id$%' || user_id"_s, FilledStore::people / 4 },
        { u"subjects WHERE user_id IN (SELECT id FROM users)"_s, FilledStore::people / 4 },
        { u"users WHERE role = 'member'"_s, FilledStore::people / 2 },
        { u"bans WHERE kind = 'device' AND target IN ('coffee', 'tea')"_s, 2 },
        { u"invitations WHERE until_ms = 2"_s, 2 },
        { u"roles WHERE role = 'owner'"_s, 2 },
        { u"audit WHERE value = 'owner' AND seq IN (1, 2)"_s, 2 },
        { u"tokens WHERE used_ms = 2 AND device = 'laptop' AND ends_ms IS NULL"_s,
          FilledStore::people },
    };
    for (const auto &[rows, count] : counts)
        QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM "_s + rows).toInt(), count);
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM members WHERE read_seq = 1000"_s).toInt(),
             2 * FilledStore::people);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
             QStringList({ u"confab.sqlite"_s, u"new"_s }));
}

void TestSqlRecover::recoverySavesWhatIsNotDamaged_data()
{
    QTest::addColumn<int>("damagedPages");
    QTest::addColumn<int>("least");
    for (const int pages : { 1, 2, 3, 5, 8 })
        QTest::addRow("%d pages", pages) << pages << 4000 - pages * 60;
}

// Two pages of lines for each page: it may have been one of the log, or a way to others.
void TestSqlRecover::recoverySavesWhatIsNotDamaged()
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

void TestSqlRecover::recoveryEndsWithRowsOrASentence_data()
{
    QTest::addColumn<int>("from"); // page
    QTest::addColumn<int>("count"); // of bytes
    QTest::addColumn<int>("size"); // of the file, in pages; 0: whole
    QTest::addColumn<int>("least"); // lines; 0: there may be none
    QTest::newRow("header") << 0 << 100 << 0 << 4000;
    QTest::newRow("first page") << 0 << pageBytes << 0 << 4000;
    for (int page = 1; page < 12; ++page)
        QTest::addRow("page %d", page) << page << pageBytes << 0 << 3850;
    // Tables of later schemas come before the lines, which a cut leaves as many of as before.
    QTest::newRow("half") << 0 << 0 << 90 + laterPages << 300;
    QTest::newRow("half a page") << 0 << 0 << -1 << 1500;
    QTest::newRow("one page") << 0 << 0 << 1 << 0;
    QTest::newRow("everything") << 0 << 10'000'000 << 0 << 0;
    QTest::newRow("nothing") << 0 << 0 << -2 << 0;
}

void TestSqlRecover::recoveryEndsWithRowsOrASentence()
{
    QFETCH(const int, from);
    QFETCH(const int, count);
    QFETCH(const int, size);
    QFETCH(const int, least);
    const qint64 whole = m_store->size();
    const qint64 start = qint64 { from } * pageBytes;
    SeededRandom random(3);
    for (const bool isNoise : { false, true }) {
        if (!isNoise && from > 1)
            continue; // like the noise, and it takes its time
        QByteArray damage(std::min<qint64>(count, whole - start), '\0');
        if (isNoise)
            std::ranges::generate(damage, [&random] { return static_cast<char>(random.next()); });
        m_store->overwrite(start, damage);
        if (size != 0)
            m_store->truncate(size == -2 ? 0
                                  : size == -1
                                  ? (whole / 2 / pageBytes + laterPages / 2) * pageBytes + 100
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

void TestSqlRecover::recoveryReadsWhatWasCommittedLast()
{
    const auto server = SqlConnection::open(m_store->path(), SqlConnection::Mode::ReadWrite);
    QVERIFY((*server)->run(u"PRAGMA journal_mode = WAL"_s));
    QVERIFY((*server)->run(u"UPDATE rooms SET topic = 'last'"_s));
    QVERIFY(QFile(m_store->path() + u"-wal"_s).size() > 0);
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM rooms WHERE topic = 'last'"_s).toInt(),
             2);
}

void TestSqlRecover::whatWasCommittedLastIsFoundOnLoosePagesToo()
{
    const auto server = SqlConnection::open(m_store->path(), SqlConnection::Mode::ReadWrite);
    QVERIFY((*server)->run(u"PRAGMA journal_mode = WAL"_s));
    // They need new pages, which are in the journal only; what leads there is not the table's root.
    QVERIFY((*server)->run(u"INSERT INTO messages SELECT 'tea', seq + 2000, 'id-tea-' || "
                           "(seq + 2000), user_id, 'tea-' || (seq + 2000), content, NULL, at_ms "
                           "FROM messages WHERE room_id = 'tea' AND seq <= 100"_s));
    const auto root =
        (*server)->value(u"SELECT rootpage FROM sqlite_master WHERE name = 'messages'"_s);
    m_store->overwrite((root->toLongLong() - 1) * pageBytes, QByteArray(pageBytes, 'x'));
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(damageIn(at(u"new"_s)), QStringList());
    const int saved =
        valueIn(at(u"new"_s),
                u"SELECT count(*) FROM messages WHERE CAST(substr(tag, 5) AS INT) > 2000"_s)
            .toInt();
    QVERIFY2(saved > 90, qPrintable(QString::number(saved)));
}

void TestSqlRecover::aReplyStillPointsAtItsLine()
{
    const QString lost = u"DELETE FROM messages WHERE room_id = 'tea' AND seq IN (5, 9)"_s;
    (void)valueIn(m_store->path(), lost);
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QCOMPARE(report->first(), u"Saved 3998 messages; 2 are known to be lost."_s);
    QCOMPARE(damageIn(at(u"new"_s)), QStringList());
    const auto answered = [this](const QString &tag) {
        return valueIn(at(u"new"_s),
                       u"SELECT asked.tag FROM messages LEFT JOIN messages AS asked "
                       "ON asked.room_id = messages.room_id AND asked.seq = messages.reply_to "
                       "WHERE messages.tag = '%1'"_s.arg(tag))
            .toString();
    };
    QCOMPARE(answered(u"tea-20"_s), u"tea-19"_s);
    QCOMPARE(answered(u"tea-10"_s), QString()); // it was an answer to 9
    // A repeated send is still known.
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT digest FROM log WHERE tag = 'tea-20'"_s).toByteArray(),
             lineDigest(u"tea"_s, 19, FilledStore::content(u"tea"_s, 20)));
}

void TestSqlRecover::whatARoomHasForgottenStaysForgotten()
{
    for (const QString &sql :
         { u"UPDATE rooms SET keep = 'last', keep_amount = 900, first_seq = 1101, "
           "shows_receipts = 1 WHERE id = 'tea'"_s,
           u"DELETE FROM messages WHERE room_id = 'tea' AND seq < 1051"_s })
        (void)valueIn(m_store->path(), sql); // as a killed server leaves it: not all of them
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    QCOMPARE(report->first(), u"Saved 2900 messages; 0 are known to be lost."_s);
    verifyRecovered(2900);
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT tag FROM messages WHERE room_id = 'tea' AND seq = 1"_s)
                 .toString(),
             u"tea-1101"_s);
    QCOMPARE(valueIn(at(u"new"_s),
                     u"SELECT keep || keep_amount || last_seq || first_seq || shows_receipts "
                     "FROM rooms WHERE id = 'tea'"_s)
                 .toString(),
             u"last90090011"_s);
    // What was only there before one came is not told from what was read.
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM members WHERE joined_seq != read_seq"_s)
                 .toInt(),
             0);
}

void TestSqlRecover::databasesOfFormerSchemasAreSaved_data()
{
    QTest::addColumn<int>("schema");
    for (int schema = 1; schema <= newestSchema(); ++schema)
        QTest::addRow("%d", schema) << schema;
}

void TestSqlRecover::databasesOfFormerSchemasAreSaved()
{
    QFETCH(const int, schema);
    FormerStore former(at(u"former"_s), schema);
    former.run(u"INSERT INTO users (id, name, name_key, avatar, created_ms) "
               "VALUES ('ada-id', 'Ada', 'ada', '', 1)"_s);
    former.run(u"INSERT INTO rooms (id, title, topic, kind, epoch, last_seq, created_ms) "
               "VALUES ('tea', 'Tea', '', 'public', 'e', 1, 1)"_s);
    former.run(u"INSERT INTO members (room_id, user_id, joined_ms) VALUES ('tea', 'ada-id', 1)"_s);
    former.run(u"INSERT INTO messages VALUES ('tea', 1, 'm1', 'ada-id', 't1', 'hello', NULL, 1)"_s);
    QVERIFY(recover(at(u"former"_s), at(u"new"_s), m_random));
    QCOMPARE(damageIn(at(u"new"_s)), QStringList());
    QCOMPARE(
        valueIn(at(u"new"_s), u"SELECT title || keep FROM rooms WHERE id = 'tea'"_s).toString(),
        u"Teaall"_s);
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT content FROM messages"_s).toString(), u"hello"_s);
}

void TestSqlRecover::lostRoomsAndPeopleHaveTheirLinesStill()
{
    for (const QString &sql :
         { u"DELETE FROM rooms WHERE id = 'tea'"_s, u"DELETE FROM users WHERE id LIKE '%0007'"_s,
           u"DELETE FROM members WHERE room_id = 'tea'"_s,
           u"UPDATE users SET name = 'Unknown 1', name_key = 'unknown 1' WHERE id LIKE '%0014'"_s })
        (void)valueIn(m_store->path(), sql);
    const auto report = recover(m_store->path(), at(u"new"_s), m_random);
    verifyRecovered(2 * FilledStore::lines);
    const QString lines = report->join(u'\n');
    QVERIFY2(lines.contains(u"Lost 1 rooms"_s), qPrintable(lines));
    QVERIFY2(lines.contains(u"Lost 1 people"_s), qPrintable(lines));
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT kind FROM rooms WHERE id = 'tea'"_s).toString(),
             u"private"_s);
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT count(*) FROM members WHERE room_id = 'tea'"_s).toInt(),
             FilledStore::people);
    QCOMPARE(valueIn(at(u"new"_s), u"SELECT name FROM users WHERE id LIKE '%0007'"_s).toString(),
             u"Unknown 2"_s);
}

void TestSqlRecover::recoveryDoesNotReplaceADatabase()
{
    const auto refused = recover(m_store->path(), m_store->path(), m_random);
    QVERIFY(!refused && refused.error().detail.contains(u"exists already"_s));
}

QTEST_GUILESS_MAIN(TestSqlRecover)
#include "tst_sqlrecover.moc"
