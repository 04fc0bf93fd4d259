#pragma once

#include "common/base/limits.h"
#include "server/core/done.h"
#include "server/core/measure.h"
#include "server/storage/sqldatabase.h"
#include "server/storage/troublelog.h"

#include <QTimer>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace chat {

class SqlSession;

/// The one thread that touches the database. Jobs are taken in the order of asking; all that has
/// queued up while the last transaction was being synced becomes the next one, so that the disk's
/// pace, and no timer, decides how many sends share a sync. A job that fails is undone alone.
///
/// Threads: submit() and the answers are in the thread of this object; jobs run in the other one.
class SqlWorker : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(SqlWorker)

public:
    enum class Access { Read, Write };
    static constexpr std::size_t batchLimit =
        512; // jobs in one transaction: bounds an answer's wait
    static constexpr std::size_t queueLimit = 20'000; // jobs waiting; over it the store is too slow

    /// A job that waits longer than `patience` is refused and not done any more: the disk hangs.
    explicit SqlWorker(std::chrono::milliseconds patience = limits::storeWait,
                       QObject *parent = nullptr);
    /// Finishes what was submitted; the answers to it are not given any more.
    ~SqlWorker() override;

    /// Opens the database and starts. Blocks until that is done: there is nothing to serve before.
    Result<void> open(const QString &path, Durability durability);

    /// Runs `job` in a transaction and calls `done` after its commit. When the commit fails, every
    /// job of the transaction gets that error, whatever it said itself.
    template <class T>
    void submit(Access access, std::function<Result<T>(SqlSession &)> job, Done<T> done)
    {
        enqueue({ .access = access,
                  .run =
                      [job = std::move(job), done](SqlSession &session) {
                          Result<T> result = job(session);
                          const std::optional<Error> error =
                              result ? std::nullopt : std::optional(result.error());
                          return Outcome { .error = error,
                                           .answer = [result, done] { done(result); } };
                      },
                  .refuse = [done](const Error &error) { done(error); } });
    }

    QList<Measure> measures();
    /// Whether the last transaction failed a short while ago, or the oldest request waits too long.
    /// Later, only the next request can tell.
    bool isInTrouble();

private:
    struct Outcome
    {
        std::optional<Error> error;
        std::function<void()> answer; // to be given after the commit
    };
    struct Job
    {
        Access access = Access::Read;
        std::function<Outcome(SqlSession &)> run;
        std::function<void(const Error &)> refuse; // instead of the outcome's answer
        std::chrono::steady_clock::time_point since = {};
    };
    using Answers = std::vector<std::function<void()>>;

    void enqueue(Job job);
    void refuseOld();
    void loop(const QString &path, Durability durability,
              const std::function<void(Result<void>)> &opened);
    std::vector<Job> takeBatch();
    bool runBatch(SqlSession &session, const std::vector<Job> &batch);
    void noteTransaction(std::size_t jobs, bool hasFailed,
                         std::chrono::steady_clock::duration time);
    void post(Answers answers);
    void giveAnswers();

    // Everything that goes from one thread to the other is in these, under the mutex; the
    // event loop is only woken. So a sanitizer that knows nothing of Qt can follow.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Job> m_queue;
    Answers m_answers;
    Times m_transactions;
    quint64 m_jobs = 0; // that were in them
    std::chrono::steady_clock::time_point m_failedAt = {}; // the last one; zero: it did not
    bool m_isStopping = false;
    const std::chrono::milliseconds m_patience;
    QTimer m_impatience; // runs while jobs may be waiting
    TroubleLog m_trouble; // the other thread's
    std::thread m_thread;
};

} // namespace chat
