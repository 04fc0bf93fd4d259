#pragma once

#include "server/loop/alarm.h"
#include "server/loop/socketset.h"
#include "server/loop/timeddispatcher.h"

#include <atomic>

namespace chat {

/// Waits for the sockets, timers and posted events of a thread, as Qt's own dispatchers do, but
/// over epoll: Qt's ask poll() about every socket in every turn.
///
/// To be given to QThread::setEventDispatcher() or QCoreApplication::setEventDispatcher() before
/// the thread or the application begins; whoever gets it owns it. wakeUp() and interrupt() may be
/// called from any thread, the rest from its own.
///
/// It keeps to what Qt's dispatchers do, and differs in this: a write notifier is told once before
/// it is known whether there is room (see SocketSet); registered timers are listed as they were
/// asked for; a VeryCoarse timer under half a second is one of a second.
class EpollDispatcher : public TimedDispatcher
{
    Q_DISABLE_COPY(EpollDispatcher)

public:
    EpollDispatcher();

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void wakeUp() override;
    void interrupt() override;

private:
    bool wait(bool withSockets, bool isPatient);
    bool waitOnce(bool withSockets, bool isPatient);
    int tellSockets();
    int tellTimers();

    Alarm m_alarm;
    SocketSet m_sockets;
    std::atomic<bool> m_isInterrupted = false;
};

} // namespace chat
