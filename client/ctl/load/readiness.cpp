#include "client/ctl/load/readiness.h"

#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <array>

#include <sys/epoll.h>
#include <unistd.h>
#else
#include <unordered_map>
#endif

namespace chat {

#ifdef Q_OS_LINUX

class Readiness::Watch
{
public:
    explicit Watch(Listener &listener)
        : m_listener(listener)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
        , m_notifier(m_epoll, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier,
                         [this] { deliver(); });
    }
    Q_DISABLE_COPY_MOVE(Watch)
    ~Watch()
    {
        m_notifier.setEnabled(false);
        ::close(m_epoll);
    }

    void watch(int descriptor, quint32 number, bool alsoWriting)
    {
        control(EPOLL_CTL_ADD, descriptor, number, alsoWriting);
    }
    void change(int descriptor, quint32 number, bool alsoWriting)
    {
        control(EPOLL_CTL_MOD, descriptor, number, alsoWriting);
    }
    void forget(int descriptor) { ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr); }

private:
    void control(int what, int descriptor, quint32 number, bool alsoWriting) const
    {
        epoll_event event {};
        event.events = EPOLLIN | (alsoWriting ? EPOLLOUT : 0U);
        event.data.u32 = number;
        ::epoll_ctl(m_epoll, what, descriptor, &event);
    }

    // One batch at a time, so that timers have their turn.
    void deliver()
    {
        std::array<epoll_event, 256> events; // NOLINT: filled by the system
        const int count = ::epoll_wait(m_epoll, events.data(), int { events.size() }, 0);
        for (int i = 0; i < count; ++i)
            m_listener.onReady(events[static_cast<size_t>(i)].data.u32);
    }

    Listener &m_listener;
    int m_epoll;
    QSocketNotifier m_notifier;
};

#else

class Readiness::Watch
{
public:
    explicit Watch(Listener &listener)
        : m_listener(listener)
    {
    }

    void watch(int descriptor, quint32 number, bool alsoWriting)
    {
        Pair &pair = m_pairs[descriptor];
        pair.reading = make(descriptor, number, QSocketNotifier::Read);
        pair.writing = make(descriptor, number, QSocketNotifier::Write);
        pair.writing->setEnabled(alsoWriting);
    }
    void change(int descriptor, quint32, bool alsoWriting)
    {
        m_pairs.at(descriptor).writing->setEnabled(alsoWriting);
    }
    void forget(int descriptor) { m_pairs.erase(descriptor); }

private:
    // A listener may forget the descriptor that it is being told of.
    struct Later
    {
        void operator()(QSocketNotifier *notifier) const
        {
            notifier->setEnabled(false);
            notifier->deleteLater();
        }
    };
    using Notifier = std::unique_ptr<QSocketNotifier, Later>;
    struct Pair
    {
        Notifier reading;
        Notifier writing;
    };

    Notifier make(int descriptor, quint32 number, QSocketNotifier::Type type)
    {
        Notifier notifier(new QSocketNotifier(descriptor, type));
        QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(),
                         [this, number] { m_listener.onReady(number); });
        return notifier;
    }

    Listener &m_listener;
    std::unordered_map<int, Pair> m_pairs;
};

#endif

Readiness::Readiness(Listener &listener)
    : m_watch(std::make_unique<Watch>(listener))
{
}

Readiness::~Readiness() = default;

void Readiness::watch(int descriptor, quint32 number, bool alsoWriting)
{
    m_watch->watch(descriptor, number, alsoWriting);
}

void Readiness::change(int descriptor, quint32 number, bool alsoWriting)
{
    m_watch->change(descriptor, number, alsoWriting);
}

void Readiness::forget(int descriptor)
{
    m_watch->forget(descriptor);
}

} // namespace chat
