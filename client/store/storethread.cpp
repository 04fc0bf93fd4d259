#include "client/store/storethread.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QFile>

#include <algorithm>
#include <iterator>

namespace chat {

namespace {

/// Renames the file, with what belongs to it; the new name. Of several the last is left.
QString setAside(const QString &path)
{
    const QString aside = path + ".damaged"_L1;
    for (const auto &companion : { u""_s, u"-wal"_s, u"-shm"_s }) {
        QFile::remove(aside + companion);
        QFile::rename(path + companion, aside + companion);
    }
    return aside;
}

} // namespace

StoreThread::StoreThread(QString path, SqlSchema schema, AfterFailure afterFailure, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_schema(std::move(schema))
    , m_afterFailure(afterFailure)
    , m_thread([this] { loop(); })
{
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StoreThread::enqueue(Job job)
{
    bool isFull = false;
    {
        const std::lock_guard lock(m_mutex);
        isFull = m_queue.size() >= queueLimit;
        if (!isFull)
            m_queue.push_back(std::move(job));
    }
    if (!isFull) {
        m_wake.notify_one();
        return;
    }
    const Error error { .code = ErrorCode::Unavailable,
                        .detail = u"local store: %1 jobs wait, limit is %1"_s.arg(queueLimit) };
    post({ [refuse = std::move(job.refuse), error] { refuse(error); } });
}

void StoreThread::loop()
{
    const Result<std::unique_ptr<SqlFile>> file = openOrReplace();
    for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
        if (file) {
            post(runBatch(**file, batch));
            continue;
        }
        Answers refusals;
        for (const Job &job : batch)
            refusals.push_back([refuse = job.refuse, error = file.error()] { refuse(error); });
        post(std::move(refusals));
    }
}

Result<std::unique_ptr<SqlFile>> StoreThread::openOrReplace()
{
    auto file = SqlFile::open(m_path, m_schema);
    if (!file && file.error().code == ErrorCode::Conflict) {
        const QString aside = setAside(m_path);
        qCWarning(lcClient, "%s; it is %s now", qPrintable(file.error().detail), qPrintable(aside));
        post({ [this, aside] { Q_EMIT putAside(aside); } });
        file = SqlFile::open(m_path, m_schema);
    }
    if (!file)
        qCCritical(lcClient, "nothing is kept: %s", qPrintable(file.error().detail));
    return file;
}

std::vector<StoreThread::Job> StoreThread::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
    return std::exchange(m_queue, {});
}

/// One transaction; when a job of it fails, or the commit does, a transaction for each, so that
/// none fails for another one's sake.
StoreThread::Answers StoreThread::runBatch(SqlFile &file, std::span<const Job> batch)
{
    Answers answers;
    std::optional<Error> error;
    const auto note = [&error](const Result<void> &result) {
        if (!result && !error)
            error = result.error();
    };
    note(file.execute(u"BEGIN IMMEDIATE"_s));
    for (auto job = batch.begin(); job != batch.end() && !error; ++job) {
        const Outcome outcome = runJob(file, *job);
        error = outcome.error;
        answers.push_back(outcome.answer);
    }
    if (!error)
        note(file.execute(u"COMMIT"_s));
    if (!error)
        return answers;

    (void)file.execute(u"ROLLBACK"_s); // it may have ended by itself
    answers.clear();
    if (batch.size() == 1) {
        const bool isWrite = batch.front().access == Access::Write;
        m_isBroken = m_isBroken || (isWrite && m_afterFailure == AfterFailure::StopWriting);
        qCWarning(lcClient, "not kept: %s", qPrintable(error->detail));
        answers.push_back([refuse = batch.front().refuse, why = *error] { refuse(why); });
        return answers;
    }
    for (const Job &job : batch)
        std::ranges::move(runBatch(file, std::span(&job, 1)), std::back_inserter(answers));
    return answers;
}

StoreThread::Outcome StoreThread::runJob(SqlFile &file, const Job &job) const
{
    if (m_isBroken && job.access == Access::Write)
        return { .error = Error { .code = ErrorCode::Unavailable,
                                  .detail = u"local store: an earlier write has failed"_s },
                 .answer = {} };
    return job.run(file);
}

void StoreThread::post(Answers answers)
{
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::move(answers, std::back_inserter(m_answers));
    }
    QMetaObject::invokeMethod(this, &StoreThread::giveAnswers, Qt::QueuedConnection);
}

void StoreThread::giveAnswers()
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
