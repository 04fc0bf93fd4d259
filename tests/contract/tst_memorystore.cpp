#include "server/storage/memorystore.h"
#include "tests/contract/storecontract.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;

class TestMemoryStore : public StoreContract
{
    Q_OBJECT

protected:
    std::unique_ptr<StoreUnderTest> makeStore() override
    {
        class Memory final : public StoreUnderTest
        {
        public:
            Memory() { m_store.setClock(m_clock); }
            EventLog &log() override { return m_store; }
            Directory &directory() override { return m_store; }
            Accounts &accounts() override { return m_store; }
            Moderation &moderation() override { return m_store; }

        private:
            FakeClock m_clock;
            MemoryStore m_store;
        };
        return std::make_unique<Memory>();
    }
};

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memorystore.moc"
