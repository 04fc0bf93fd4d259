#include "server/loop/eventloop.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

#include <array>

#ifdef Q_OS_LINUX
#include "server/loop/epolldispatcher.h"
#endif

namespace chat {

using namespace Qt::Literals::StringLiterals;

std::span<const NamedEventLoop> eventLoops()
{
    static constexpr std::array loops {
#ifdef Q_OS_LINUX
        NamedEventLoop { "epoll"_L1, EventLoop::Epoll },
#endif
        NamedEventLoop { "qt"_L1, EventLoop::Qt },
    };
    return loops;
}

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(EventLoop loop)
{
#ifdef Q_OS_LINUX
    if (loop == EventLoop::Epoll)
        return std::make_unique<EpollDispatcher>();
#else
    Q_UNUSED(loop)
#endif
    return nullptr;
}

void installEventLoop(EventLoop loop)
{
    if (auto dispatcher = makeEventDispatcher(loop))
        QCoreApplication::setEventDispatcher(dispatcher.release()); // the application owns it
}

} // namespace chat
