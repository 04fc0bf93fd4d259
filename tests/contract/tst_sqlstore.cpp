#include "common/base/literals.h"
#include "server/storage/sqlaccounts.h"
#include "server/storage/sqldirectory.h"
#include "server/storage/sqleventlog.h"
#include "server/storage/sqlmoderation.h"
#include "server/storage/sqlsession.h"
#include "tests/contract/asking.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestSqlStore : public StoreContract
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomHasSoManyMembers();

protected:
    std::unique_ptr<StoreUnderTest> makeStore() override
    {
        class Sql final : public StoreUnderTest
        {
        public:
            Sql()
                : m_log(m_worker)
                , m_directory(m_worker, m_clock)
                , m_accounts(m_worker)
                , m_moderation(m_worker)
            {
                const auto opened =
                    m_worker.open(m_folder.filePath(u"test.sqlite"_s), Durability::Normal);
                if (!opened)
                    qFatal("%s", qPrintable(opened.error().detail));
            }
            EventLog &log() override { return m_log; }
            Directory &directory() override { return m_directory; }
            Accounts &accounts() override { return m_accounts; }
            Moderation &moderation() override { return m_moderation; }

        private:
            QTemporaryDir m_folder;
            FakeClock m_clock;
            SqlWorker m_worker;
            SqlEventLog m_log;
            SqlDirectory m_directory;
            SqlAccounts m_accounts;
            SqlModeration m_moderation;
        };
        return std::make_unique<Sql>();
    }
};

void TestSqlStore::aRoomHasSoManyMembers()
{
    QTemporaryDir folder;
    FakeClock clock;
    SqlWorker worker;
    QVERIFY(worker.open(folder.filePath(u"test.sqlite"_s), Durability::Normal));
    SqlDirectory directory(worker, clock);
    const auto filled = wait<void>([&worker](auto done) {
        worker.submit<void>(
            SqlWorker::Access::Write,
            [](SqlSession &sql) -> Result<void> {
                const QStringList statements {
                    u"INSERT INTO rooms (id, title, topic, kind, epoch, created_ms) "
                    "VALUES ('tea', '', '', 'public', 'e', 0)"_s,
                    u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                    "WHERE i <= %1) INSERT INTO users (id, name, name_key, avatar, created_ms) "
                    "SELECT i, i, i, '', 0 FROM n"_s.arg(limits::membersPerRoom),
                    u"INSERT INTO members (room_id, user_id, joined_ms) "
                    "SELECT 'tea', id, 0 FROM users WHERE id <> '1'"_s
                };
                for (const QString &statement : statements) {
                    if (const auto run = sql.runText(statement); !run)
                        return run.error();
                }
                return {};
            },
            done);
    });
    QVERIFY(filled);
    const auto enter = [&directory](const QString &user) {
        return wait<RoomEntry>(
            [&](auto done) { directory.enterRoom(tea, UserId::fromText(user), false, done); });
    };
    QCOMPARE(enter(u"1"_s).error().code, ErrorCode::NotAuthorized);
    QVERIFY(enter(u"2"_s));

    for (const QString &user : { u"2"_s, u"3"_s }) {
        QVERIFY(
            wait<bool>([&](auto done) { directory.leaveRoom(tea, UserId::fromText(user), done); }));
    }
    QVERIFY(enter(u"1"_s));
    QVERIFY(enter(u"2"_s));
    QCOMPARE(enter(u"3"_s).error().code, ErrorCode::NotAuthorized);
}

QTEST_GUILESS_MAIN(TestSqlStore)
#include "tst_sqlstore.moc"
