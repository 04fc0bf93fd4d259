#include "server/auth/hashpool.h"

namespace chat {

HashPool::HashPool(int threads, std::size_t queue, QObject *parent)
    : QObject(parent)
    , m_limit(queue)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

HashPool::~HashPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool HashPool::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.size() >= m_limit)
            return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void HashPool::loop()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
        if (m_isStopping)
            return;
        const Job job = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        Answer answer = job();
        lock.lock();
        m_answers.push_back(std::move(answer));
        QMetaObject::invokeMethod(this, &HashPool::giveAnswers, Qt::QueuedConnection);
    }
}

void HashPool::giveAnswers()
{
    std::vector<Answer> answers;
    {
        const std::lock_guard lock(m_mutex);
        answers.swap(m_answers);
    }
    for (const Answer &answer : answers)
        answer();
}

} // namespace chat
