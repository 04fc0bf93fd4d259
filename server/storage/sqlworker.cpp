#include "server/storage/sqlworker.h"

#include "common/base/literals.h"
#include "common/base/logging.h"
#include "server/storage/sqlsession.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace chat {

namespace {

/// A transaction over one batch. A failed write job is undone to its savepoint; a failed commit
/// undoes everything.
class Transaction
{
public:
    explicit Transaction(SqlSession &session)
        : m_session(session)
    {
    }

    /// Takes the write lock, or at least begins to read; remembers why it can not write.
    Result<void> begin(bool wantsToWrite)
    {
        if (wantsToWrite) {
            if (const auto begun = m_session.execute("begin-writing"_L1); !begun)
                m_writeError = begun.error();
            else
                return {};
        }
        return m_session.execute("begin-reading"_L1);
    }

    const std::optional<Error> &writeError() const { return m_writeError; }

    /// Nothing when the transaction is lost before it. Reads have a savepoint too: an error of the
    /// disk under one may have ended the transaction, which shows at the savepoint.
    template <class Job>
    auto run(const Job &job) -> std::optional<decltype(job.run(std::declval<SqlSession &>()))>
    {
        mark(m_session.execute("begin-job"_L1));
        if (m_lost)
            return std::nullopt;
        auto outcome = job.run(m_session);
        if (outcome.error) {
            keep(*outcome.error);
            mark(m_session.execute("undo-job"_L1));
        }
        mark(m_session.execute("end-job"_L1));
        return outcome;
    }

    /// SQLite has rolled everything back by itself, as it does when the disk is full. Nothing may
    /// be run any more: a savepoint outside of a transaction would commit on its own.
    bool isLost() const { return m_lost.has_value(); }

    std::optional<Error> commit()
    {
        if (!m_lost)
            mark(m_session.execute("commit"_L1));
        if (!m_lost)
            return std::nullopt;
        // Fails in turn when there is none to roll back.
        (void)m_session.execute("roll-back"_L1);
        return m_storeError.value_or(*m_lost);
    }

private:
    // What must succeed for the transaction to be what it was.
    void mark(const Result<void> &result)
    {
        if (result)
            return;
        keep(result.error());
        if (!m_lost)
            m_lost = result.error();
    }
    // The first trouble of the store itself explains a failed commit better than what follows.
    void keep(const Error &error)
    {
        const bool isStores =
            error.code == ErrorCode::StoreFull || error.code == ErrorCode::Unavailable;
        if (isStores && !m_storeError)
            m_storeError = error;
    }

    SqlSession &m_session;
    std::optional<Error> m_writeError;
    std::optional<Error> m_storeError;
    std::optional<Error> m_lost;
};

} // namespace

SqlWorker::SqlWorker(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
    m_impatience.setSingleShot(true);
    connect(&m_impatience, &QTimer::timeout, this, &SqlWorker::refuseOld);
}

SqlWorker::~SqlWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> SqlWorker::open(const QString &path, Durability durability)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, path, durability, &opened] {
        loop(path, durability, [&opened](Result<void> outcome) { opened.set_value(outcome); });
    });
    return result.get();
}

void SqlWorker::enqueue(Job job)
{
    bool isFull = false;
    job.since = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        isFull = m_queue.size() >= queueLimit;
        if (!isFull)
            m_queue.push_back(std::move(job));
    }
    if (!isFull) {
        m_wake.notify_one();
        if (!m_impatience.isActive())
            m_impatience.start(m_patience);
        return;
    }
    const Error error { .code = ErrorCode::Unavailable,
                        .detail = u"store: %1 jobs wait, limit is %1"_s.arg(queueLimit),
                        .retryAfter = std::chrono::milliseconds { 1000 } };
    post({ [refuse = std::move(job.refuse), error] { refuse(error); } });
}

void SqlWorker::refuseOld()
{
    std::vector<Job> old;
    bool isEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto newest = std::chrono::steady_clock::now() - m_patience;
        const auto end =
            std::ranges::find_if(m_queue, [newest](const Job &job) { return job.since > newest; });
        std::move(m_queue.begin(), end, std::back_inserter(old));
        m_queue.erase(m_queue.begin(), end);
        isEmpty = m_queue.empty();
    }
    if (!isEmpty)
        m_impatience.start(m_patience / 4);
    if (old.empty())
        return;
    const Error error { .code = ErrorCode::Unavailable,
                        .detail =
                            u"store: waited for %1 ms, limit is %1 ms"_s.arg(m_patience.count()) };
    qCCritical(lcStorage,
               "the disk does not answer: %zu requests waited for %lld ms and are refused",
               old.size(), static_cast<long long>(m_patience.count()));
    for (const Job &job : old)
        job.refuse(error);
}

void SqlWorker::loop(const QString &path, Durability durability,
                     const std::function<void(Result<void>)> &opened)
{
    const QString connection = u"confab-store-%1"_s.arg(reinterpret_cast<quintptr>(this));
    {
        Result<QSqlDatabase> database = openDatabase(path, connection, durability);
        if (!database) {
            opened(database.error());
        } else {
            SqlSession session(*database);
            opened({});
            for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
                const auto begun = std::chrono::steady_clock::now();
                const bool hasFailed = !runBatch(session, batch);
                noteTransaction(batch.size(), hasFailed, std::chrono::steady_clock::now() - begun);
            }
        }
    }
    // Everything that used the connection is gone.
    QSqlDatabase::removeDatabase(connection);
}

std::vector<SqlWorker::Job> SqlWorker::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_queue.size(), batchLimit));
    std::vector<Job> batch(std::make_move_iterator(m_queue.begin()),
                           std::make_move_iterator(m_queue.begin() + count));
    m_queue.erase(m_queue.begin(), m_queue.begin() + count);
    return batch;
}

/// False when it had to be refused, or a part of it could not be written.
bool SqlWorker::runBatch(SqlSession &session, const std::vector<Job> &batch)
{
    Answers answers;
    answers.reserve(batch.size());
    const auto refuse = [&answers](const Job &job, const Error &error) {
        answers.push_back([refusal = job.refuse, error] { refusal(error); });
    };
    const auto refuseAll = [&](const Error &error) {
        m_trouble.failed(error, session.takeDamage());
        answers.clear();
        for (const Job &job : batch)
            refuse(job, error);
        post(std::move(answers));
    };

    Transaction transaction(session);
    const bool wantsToWrite =
        std::ranges::any_of(batch, [](const Job &job) { return job.access == Access::Write; });
    if (const auto begun = transaction.begin(wantsToWrite); !begun) {
        refuseAll(begun.error());
        return false;
    }
    if (transaction.writeError())
        m_trouble.failed(*transaction.writeError(), session.takeDamage());

    for (const Job &job : batch) {
        if (transaction.isLost())
            break;
        if (job.access == Access::Write && transaction.writeError()) {
            refuse(job, *transaction.writeError());
        } else if (auto outcome = transaction.run(job)) {
            if (outcome->error)
                m_trouble.failed(*outcome->error, session.takeDamage());
            answers.push_back(std::move(outcome->answer));
        }
    }
    const bool couldWrite = !transaction.writeError();
    if (const auto failure = transaction.commit()) {
        refuseAll(*failure);
        return false;
    }
    post(std::move(answers));
    return couldWrite;
}

void SqlWorker::noteTransaction(std::size_t jobs, bool hasFailed,
                                std::chrono::steady_clock::duration time)
{
    const std::lock_guard lock(m_mutex);
    m_failedAt = hasFailed ? std::chrono::steady_clock::now() : decltype(m_failedAt) {};
    m_transactions.add(std::chrono::duration_cast<Times::Duration>(time));
    m_jobs += jobs;
}

bool SqlWorker::isInTrouble()
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    const bool hasFailed = now - m_failedAt < m_patience;
    const bool isSlow = !m_queue.empty() && now - m_queue.front().since > m_patience / 2;
    return hasFailed || isSlow;
}

QList<Measure> SqlWorker::measures()
{
    const std::lock_guard lock(m_mutex);
    return {
        Measure::gauge("store_queue"_L1, "Requests that wait for the store"_L1,
                       static_cast<qint64>(m_queue.size())),
        Measure::counter("store_requests_total"_L1, "Requests that the store has taken"_L1, m_jobs),
        Measure::timesOf("store_transaction_seconds"_L1,
                         "Transactions of the store, with their sync"_L1, m_transactions),
    };
}

void SqlWorker::post(Answers answers)
{
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::move(answers, std::back_inserter(m_answers));
    }
    QMetaObject::invokeMethod(this, &SqlWorker::giveAnswers, Qt::QueuedConnection);
}

void SqlWorker::giveAnswers()
{
    Answers answers;
    {
        const std::lock_guard lock(m_mutex);
        answers.swap(m_answers);
    }
    for (const auto &answer : answers)
        answer();
}

} // namespace chat
