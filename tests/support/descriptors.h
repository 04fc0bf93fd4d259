#pragma once

#include <QSocketNotifier>

#include <functional>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace chat {

/// Two sockets that are connected with each other, and never block. Closed at the end.
class SocketPair
{
    Q_DISABLE_COPY(SocketPair)

public:
    SocketPair() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends); }
    ~SocketPair()
    {
        closeNear();
        closeFar();
    }

    int near() const { return m_ends[0]; }
    int far() const { return m_ends[1]; }

    /// Makes the near end readable.
    bool say() const { return ::send(far(), "x", 1, MSG_NOSIGNAL) == 1; }
    /// Whether there was anything to read at the near end; not any more.
    bool hear() const { return ::read(near(), m_read, sizeof m_read) > 0; }
    /// Until the near end has no more room.
    void fill() const
    {
        while (::send(near(), m_read, sizeof m_read, MSG_NOSIGNAL) > 0) { }
    }
    /// Until the far end has nothing to read.
    void drain() const
    {
        while (::read(far(), m_read, sizeof m_read) > 0) { }
    }

    void closeNear() { ::close(std::exchange(m_ends[0], -1)); }
    void closeFar() { ::close(std::exchange(m_ends[1], -1)); }
    /// Closes the near end of `other`, and gives its number to this one's.
    void replaceNearOf(SocketPair &other)
    {
        ::dup3(near(), other.near(), O_CLOEXEC);
        closeNear();
        std::swap(m_ends[0], other.m_ends[0]);
    }

private:
    int m_ends[2] = { -1, -1 };
    mutable char m_read[4096] = {}; // what it says does not matter
};

/// A notifier that counts how often it is told, and calls `onTold` each time.
class Watch
{
    Q_DISABLE_COPY(Watch)

public:
    Watch(int descriptor, QSocketNotifier::Type type, std::function<void()> onTold = {})
        : notifier(descriptor, type)
    {
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier,
                         [this, onTold = std::move(onTold)] {
                             ++told;
                             if (onTold)
                                 onTold();
                         });
    }

    QSocketNotifier notifier;
    int told = 0;
};

} // namespace chat
