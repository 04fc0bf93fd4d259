#pragma once

#include <QLatin1StringView>

#include <memory>
#include <span>

class QAbstractEventDispatcher;

namespace chat {

/// How a thread waits for its sockets and timers: as Qt does, or over Linux's epoll.
enum class EventLoop { Qt, Epoll };

struct NamedEventLoop
{
    QLatin1StringView name;
    EventLoop loop;
};

/// Those that this system has, the best first.
std::span<const NamedEventLoop> eventLoops();

/// For QThread::setEventDispatcher() before the thread starts. Null: the one that Qt makes itself.
std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(EventLoop loop);

/// Makes the main thread wait like this; to be called in it while there is no QCoreApplication.
void installEventLoop(EventLoop loop);

} // namespace chat
