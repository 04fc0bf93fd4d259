#include "common/base/logging.h"
#include "server/storage/sqleventlog.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlworker.h"
#include "tests/support/filelimit.h"
#include "tests/support/waiting.h"

#include <QSqlError>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace chat;

/// Another program that uses the same database file.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &path)
        : m_name(u"other"_s)
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(path);
        if (!database.open())
            qFatal("%s", qPrintable(database.lastError().text()));
    }
    ~OtherProgram() { QSqlDatabase::removeDatabase(m_name); }

    QVariant run(const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        return query.next() ? query.value(0) : QVariant();
    }

private:
    QString m_name;
};

class TestSqlWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aFailedJobIsUndoneAlone();
    void nothingOfALostTransactionIsStored();
    void answersComeAfterTheCommit();
    void whatIsSubmittedBeforeTheEndIsStored();
    void aLockedDatabaseRefusesWritesAndRecovers();
    void aFullStoreRefusesAndRecovers();
    void aStoreThatGetsNoFileRefusesAndRecovers();
    void whoWaitsForAHangingDiskIsRefused();
    void theQueueIsBounded();
    void aFileOfAnotherProgramIsRefused();
    void aFileOfANewerVersionIsRefused();
    void aDamagedFileIsRefused_data();
    void aDamagedFileIsRefused();
    void aFolderThatDoesNotExistIsRefused();

private:
    using Access = SqlWorker::Access;

    static Result<void> insertRoom(SqlSession &sql, const QString &id)
    {
        const auto inserted =
            sql.run("insert-room"_L1, { id, u""_s, u""_s, u"public"_s, id, u"all"_s, 0, false, 0 });
        return inserted ? Result<void>() : inserted.error();
    }
    /// Submits, and waits for the answer.
    static Result<void> write(SqlWorker &worker, const QString &room)
    {
        std::optional<Result<void>> answer;
        worker.submit<void>(
            Access::Write, [room](SqlSession &sql) { return insertRoom(sql, room); },
            [&answer](Result<void> result) { answer = result; });
        if (!waitUntil([&answer] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }
    static Result<int> roomCount(SqlWorker &worker)
    {
        std::optional<Result<int>> answer;
        worker.submit<int>(
            Access::Read,
            [](SqlSession &sql) -> Result<int> {
                auto rows = sql.run("rooms"_L1);
                if (!rows)
                    return rows.error();
                int count = 0;
                while (rows->next())
                    ++count;
                return count;
            },
            [&answer](Result<int> result) { answer = result; });
        if (!waitUntil([&answer] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }
    QString refusalOfOpening()
    {
        SqlWorker worker;
        const auto opened = worker.open(m_path, Durability::Full);
        return opened ? QString() : opened.error().detail;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestSqlWorker::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"confab.sqlite"_s);
}

void TestSqlWorker::aFailedJobIsUndoneAlone()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    QStringList answers;
    const auto submit = [&](const QString &room, bool shallFail) {
        worker.submit<void>(
            Access::Write,
            [room, shallFail](SqlSession &sql) -> Result<void> {
                const auto inserted = insertRoom(sql, room);
                if (shallFail)
                    return Error { .code = ErrorCode::Conflict };
                return inserted;
            },
            [&answers, room](Result<void> result) {
                answers << room + (result ? u" stored"_s : u" refused"_s);
            });
    };
    submit(u"tea"_s, false);
    submit(u"milk"_s, true);
    submit(u"coffee"_s, false);
    QTRY_COMPARE(answers.size(), 3);
    QCOMPARE(answers, QStringList({ u"tea stored"_s, u"milk refused"_s, u"coffee stored"_s }));
    QCOMPARE(*roomCount(worker), 2);
}

// As SQLite does by itself when the disk is full.
void TestSqlWorker::nothingOfALostTransactionIsStored()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    QList<Result<void>> answers;
    const auto submit = [&](std::function<Result<void>(SqlSession &)> job) {
        worker.submit<void>(Access::Write, std::move(job),
                            [&answers](Result<void> result) { answers << result; });
    };
    // The worker is kept busy, so that what follows is one batch.
    std::promise<void> begun;
    std::promise<void> queued;
    submit([&begun, &queued](SqlSession &) -> Result<void> {
        begun.set_value();
        queued.get_future().wait();
        return {};
    });
    begun.get_future().wait();
    submit([](SqlSession &sql) { return insertRoom(sql, u"tea"_s); });
    submit([](SqlSession &sql) -> Result<void> {
        (void)sql.runText(u"ROLLBACK"_s);
        return Error { .code = ErrorCode::StoreFull };
    });
    submit([](SqlSession &sql) { return insertRoom(sql, u"coffee"_s); });
    queued.set_value();
    QTRY_COMPARE(answers.size(), 4);
    QVERIFY(answers.at(0));
    for (qsizetype i = 1; i < 4; ++i)
        QCOMPARE(answers.at(i).error().code, ErrorCode::StoreFull);
    QCOMPARE(*roomCount(worker), 0);
    QVERIFY(write(worker, u"milk"_s));
    QCOMPARE(*roomCount(worker), 1);
}

void TestSqlWorker::answersComeAfterTheCommit()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Full));
    OtherProgram other(m_path);
    for (int i = 1; i <= 20; ++i) {
        QVERIFY(write(worker, u"room %1"_s.arg(i)));
        QCOMPARE(other.run(u"SELECT count(*) FROM rooms"_s).toInt(), i);
    }
}

void TestSqlWorker::whatIsSubmittedBeforeTheEndIsStored()
{
    {
        SqlWorker worker;
        QVERIFY(worker.open(m_path, Durability::Full));
        for (int i = 0; i < 2000; ++i)
            worker.submit<void>(
                Access::Write, [i](SqlSession &sql) { return insertRoom(sql, QString::number(i)); },
                [](const Result<void> &) {});
    }
    OtherProgram other(m_path);
    QCOMPARE(other.run(u"SELECT count(*) FROM rooms"_s).toInt(), 2000);
}

void TestSqlWorker::aLockedDatabaseRefusesWritesAndRecovers()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    QVERIFY(write(worker, u"tea"_s));
    OtherProgram other(m_path);
    other.run(u"BEGIN IMMEDIATE"_s);
    const auto refused = write(worker, u"coffee"_s);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().isRetryable());
    QCOMPARE(*roomCount(worker), 1); // reading goes on
    other.run(u"COMMIT"_s);
    QVERIFY(write(worker, u"coffee"_s));
    QCOMPARE(*roomCount(worker), 2);
}

void TestSqlWorker::aFullStoreRefusesAndRecovers()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    const auto setLimit = [&worker](int pages) {
        std::optional<Result<void>> answer;
        worker.submit<void>(
            Access::Read,
            [pages](SqlSession &sql) {
                return sql.runText(u"PRAGMA max_page_count = %1"_s.arg(pages));
            },
            [&answer](Result<void> result) { answer = result; });
        QTRY_VERIFY(answer);
    };
    setLimit(1); // as many as there are
    std::optional<Error> refusal;
    int stored = 0;
    for (; stored < 1000 && !refusal; ++stored) {
        const auto written = write(worker, u"room %1 "_s.arg(stored) + QString(400, u'x'));
        if (!written)
            refusal = written.error();
    }
    QVERIFY(refusal);
    QCOMPARE(refusal->code, ErrorCode::StoreFull);
    const int before = *roomCount(worker);
    QCOMPARE(before, stored - 1);
    setLimit(100'000);
    QVERIFY(write(worker, u"tea"_s));
    QCOMPARE(*roomCount(worker), before + 1);
}

void TestSqlWorker::aStoreThatGetsNoFileRefusesAndRecovers()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    for (int i = 0; i < 300; ++i)
        QVERIFY(write(worker, QString::number(i) + QString(1000, u'x')));
    // More than SQLite keeps in memory to undo a savepoint, so it wants a file.
    const auto writeMuch = [&worker] {
        std::optional<Result<void>> answer;
        worker.submit<void>(
            Access::Write,
            [](SqlSession &sql) { return sql.runText(u"UPDATE rooms SET topic = 'tea'"_s); },
            [&answer](Result<void> result) { answer = result; });
        if (!waitUntil([&answer] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    };
    QVERIFY(filelimit::deny(0));
    const auto refused = writeMuch();
    const auto small = write(worker, u"tea"_s);
    QVERIFY(filelimit::allow(0));
    QVERIFY(!refused);
    QVERIFY(refused.error().isRetryable());
    QVERIFY(small);
    QCOMPARE(*roomCount(worker), 301);
    OtherProgram other(m_path);
    QCOMPARE(other.run(u"SELECT count(*) FROM rooms WHERE topic = 'tea'"_s).toInt(), 0);
    QVERIFY(writeMuch());
    QCOMPARE(other.run(u"SELECT count(*) FROM rooms WHERE topic = 'tea'"_s).toInt(), 301);
}

void TestSqlWorker::whoWaitsForAHangingDiskIsRefused()
{
    SqlWorker worker(std::chrono::milliseconds { 20 });
    QVERIFY(worker.open(m_path, Durability::Normal));
    std::promise<void> begun;
    std::promise<void> answers;
    std::optional<Result<void>> hanging;
    worker.submit<void>(
        Access::Write,
        [&](SqlSession &sql) {
            begun.set_value();
            answers.get_future().wait();
            return insertRoom(sql, u"tea"_s);
        },
        [&hanging](Result<void> result) { hanging = result; });
    begun.get_future().wait();
    const auto refused = write(worker, u"coffee"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(!hanging); // it may still be stored
    answers.set_value();
    QTRY_VERIFY(hanging);
    QVERIFY(*hanging);
    QCOMPARE(*roomCount(worker), 1); // what was refused is not done later
}

void TestSqlWorker::theQueueIsBounded()
{
    SqlWorker worker;
    QVERIFY(worker.open(m_path, Durability::Normal));
    std::promise<void> begun;
    std::promise<void> answers;
    int stored = 0;
    int refused = 0;
    const auto count = [&](const Result<void> &result) {
        ++(result ? stored : refused);
        QVERIFY(result || result.error().isRetryable());
    };
    worker.submit<void>(
        Access::Read,
        [&](SqlSession &) -> Result<void> {
            begun.set_value();
            answers.get_future().wait();
            return {};
        },
        count);
    begun.get_future().wait();
    constexpr int tooMany = 100;
    for (std::size_t i = 0; i < SqlWorker::queueLimit + tooMany; ++i)
        worker.submit<void>(
            Access::Read, [](SqlSession &) -> Result<void> { return {}; }, count);
    QTRY_COMPARE(refused, tooMany); // at once, while the disk hangs
    QCOMPARE(stored, 0);
    answers.set_value();
    QTRY_COMPARE(stored, static_cast<int>(SqlWorker::queueLimit) + 1);
    QCOMPARE(refused, tooMany);
}

void TestSqlWorker::aFileOfAnotherProgramIsRefused()
{
    {
        OtherProgram other(m_path);
        other.run(u"CREATE TABLE recipes (name TEXT)"_s);
    }
    QVERIFY(refusalOfOpening().contains(u"another program"_s));
    OtherProgram other(m_path);
    QCOMPARE(other.run(u"SELECT count(*) FROM sqlite_master"_s).toInt(), 1);
}

void TestSqlWorker::aFileOfANewerVersionIsRefused()
{
    {
        SqlWorker worker;
        QVERIFY(worker.open(m_path, Durability::Full));
    }
    {
        OtherProgram other(m_path);
        other.run(u"PRAGMA user_version = 999"_s);
    }
    QVERIFY(refusalOfOpening().contains(u"newer Confab"_s));
}

void TestSqlWorker::aDamagedFileIsRefused_data()
{
    QTest::addColumn<bool>("isDatabase");
    QTest::newRow("not a database") << false;
    QTest::newRow("a page overwritten") << true;
}

void TestSqlWorker::aDamagedFileIsRefused()
{
    QFETCH(const bool, isDatabase);
    if (isDatabase) {
        SqlWorker worker;
        QVERIFY(worker.open(m_path, Durability::Full));
        for (int i = 0; i < 200; ++i)
            QVERIFY(write(worker, u"room %1"_s.arg(i)));
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(isDatabase ? 4096 * 3 : 0));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const QString refusal = refusalOfOpening();
    QVERIFY2(refusal.contains(m_path), qPrintable(refusal));
    QVERIFY2(refusal.contains(u"--data"_s), qPrintable(refusal));
}

void TestSqlWorker::aFolderThatDoesNotExistIsRefused()
{
    m_path = m_folder->filePath(u"nowhere/confab.sqlite"_s);
    QVERIFY(refusalOfOpening().contains(m_path));
}

QTEST_GUILESS_MAIN(TestSqlWorker)
#include "tst_sqlworker.moc"
