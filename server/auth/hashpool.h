#pragma once

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chat {

/// Threads for work that takes long, and the queue before them, which is bounded: what does not fit
/// is refused at once.
///
/// Threads: submit() and the answers are in the thread of this object.
class HashPool : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(HashPool)

public:
    using Answer = std::function<void()>;
    using Job = std::function<Answer()>;

    HashPool(int threads, std::size_t queue, QObject *parent = nullptr);
    /// Waits for the jobs that are being done; the others are dropped, and no answer is given.
    ~HashPool() override;

    /// Runs `job` in one of the threads, and what it returns in this one. False when the queue is
    /// full.
    [[nodiscard]] bool submit(Job job);

private:
    void loop();
    void giveAnswers();

    const std::size_t m_limit;
    // All that goes from one thread to another is in these, under the mutex; the event loop is only
    // woken.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::vector<Answer> m_answers;
    bool m_isStopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace chat
