#include "common/base/literals.h"
#include "server/storage/sqldirectory.h"
#include "server/storage/sqleventlog.h"
#include "tests/contract/storecontract.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestSqlStore : public StoreContract
{
    Q_OBJECT

protected:
    std::unique_ptr<StoreUnderTest> makeStore() override
    {
        class Sql final : public StoreUnderTest
        {
        public:
            Sql()
                : m_log(m_worker)
                , m_directory(m_worker, m_clock)
            {
                const auto opened =
                    m_worker.open(m_folder.filePath(u"test.sqlite"_s), Durability::Normal);
                if (!opened)
                    qFatal("%s", qPrintable(opened.error().detail));
            }
            EventLog &log() override { return m_log; }
            Directory &directory() override { return m_directory; }

        private:
            QTemporaryDir m_folder;
            FakeClock m_clock;
            SqlWorker m_worker;
            SqlEventLog m_log;
            SqlDirectory m_directory;
        };
        return std::make_unique<Sql>();
    }
};

QTEST_GUILESS_MAIN(TestSqlStore)
#include "tst_sqlstore.moc"
