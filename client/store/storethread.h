#pragma once

#include "client/store/sqlfile.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace chat {

/// The thread of one SQLite file. Jobs run in the order of asking; what has queued up while the
/// last transaction was being written becomes the next one.
///
/// Threads: submit() and the answers are in the thread of this object, jobs run in the other one
/// and may touch their arguments and the SqlFile only. A job may be run twice: what the first run
/// did has been undone then.
class StoreThread : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(StoreThread)

public:
    enum class Access { Read, Write };
    /// After a write that failed: go on with the next, or write nothing any more, because what is
    /// there stays true only without what would come after the failed one.
    enum class AfterFailure { GoOn, StopWriting };
    static constexpr std::size_t queueLimit = 20'000; // jobs waiting; then the disk is stuck

    /// Opens in the other thread; a file that is damaged is put aside, and a new one is begun.
    StoreThread(QString path, SqlSchema schema, AfterFailure afterFailure,
                QObject *parent = nullptr);
    /// Finishes what was submitted; the answers to it are not given any more.
    ~StoreThread() override;

    template <class T>
    void submit(Access access, std::function<Result<T>(SqlFile &)> job,
                std::function<void(Result<T>)> done)
    {
        enqueue({ .access = access,
                  .run =
                      [job = std::move(job), done](SqlFile &file) {
                          const Result<T> result = job(file);
                          return Outcome { .error = errorOf(result),
                                           .answer = [result, done] { done(result); } };
                      },
                  .refuse = [done](const Error &error) { done(error); } });
    }

Q_SIGNALS:
    /// The file was damaged; what it held is at `path` now, as far as it can be read.
    void putAside(const QString &path);

private:
    struct Outcome
    {
        std::optional<Error> error;
        std::function<void()> answer; // to be given after the commit
    };
    struct Job
    {
        Access access = Access::Read;
        std::function<Outcome(SqlFile &)> run;
        std::function<void(const Error &)> refuse; // instead of the outcome's answer
    };
    using Answers = std::vector<std::function<void()>>;

    template <class T>
    static std::optional<Error> errorOf(const Result<T> &result)
    {
        return result ? std::nullopt : std::optional(result.error());
    }

    void enqueue(Job job);
    void loop();
    Result<std::unique_ptr<SqlFile>> openOrReplace();
    std::vector<Job> takeBatch();
    Answers runBatch(SqlFile &file, std::span<const Job> batch);
    Outcome runJob(SqlFile &file, const Job &job) const;
    void post(Answers answers);
    void giveAnswers();

    const QString m_path;
    const SqlSchema m_schema;
    const AfterFailure m_afterFailure;
    bool m_isBroken = false; // of the other thread: writes nothing any more
    // Everything that goes from one thread to the other is in these, under the mutex; the event
    // loop is only woken.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Job> m_queue;
    Answers m_answers;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace chat
