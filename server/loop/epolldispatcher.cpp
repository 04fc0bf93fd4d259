#include "server/loop/epolldispatcher.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

#include <poll.h>

namespace chat {

EpollDispatcher::EpollDispatcher()
    : m_sockets(m_alarm.descriptor())
{
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    // Who rang before this turn may have asked its loop to end just after the loop had looked: this
    // turn must not wait. Who rings later has something for the next turn.
    const bool wasRung = m_alarm.take();
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const bool mayWait =
        flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_isInterrupted && !m_alarm.isRung();
    if (mayWait)
        Q_EMIT aboutToBlock();
    if (m_isInterrupted)
        return false;

    const bool withSockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const bool isRung = wait(withSockets, mayWait && !wasRung);
    const int told = (withSockets ? tellSockets() : 0) + tellTimers();
    return wasRung || isRung || told > 0;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    m_sockets.insert(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    m_sockets.remove(notifier);
}

void EpollDispatcher::wakeUp()
{
    m_alarm.ring();
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

// Until something happens if `isPatient`, else just looks; whether somebody has rung.
bool EpollDispatcher::wait(bool withSockets, bool isPatient)
{
    const bool isIdle = !withSockets || !m_sockets.isReady();
    if (!isPatient || !isIdle || !m_alarm.beginWait()) {
        waitOnce(withSockets, false);
    } else {
        while (!waitOnce(withSockets, true)) { }
    }
    return m_alarm.take();
}

// False when a signal has come in between.
bool EpollDispatcher::waitOnce(bool withSockets, bool isPatient)
{
    const auto due = isPatient ? m_timers.nextDue() : std::nullopt;
    const auto time =
        due ? std::max(*due - now(), TimerQueue::Duration::zero()) : TimerQueue::Duration::zero();
    const int timeout = isPatient && !due ? -1 : inMilliseconds(time);

    SocketSet::Waited waited = SocketSet::Waited::Over;
    if (withSockets) {
        waited = m_sockets.wait(timeout);
    } else if (isPatient) {
        pollfd bell { .fd = m_alarm.descriptor(), .events = POLLIN, .revents = 0 };
        const int count = ::poll(&bell, 1, timeout);
        if (count != 0)
            waited = count > 0 ? SocketSet::Waited::BellRang : SocketSet::Waited::Interrupted;
    }
    if (waited == SocketSet::Waited::BellRang)
        m_alarm.silence();
    return waited != SocketSet::Waited::Interrupted;
}

int EpollDispatcher::tellSockets()
{
    int count = 0;
    while (QSocketNotifier *notifier = m_sockets.takeReady()) {
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        ++count;
    }
    return count;
}

// Those that are due in every turn do not count: with them there would always be more to do.
int EpollDispatcher::tellTimers()
{
    int count = 0;
    const TimerQueue::Round round = m_timers.beginRound(now());
    while (const auto timer = m_timers.take(round)) {
        QTimerEvent event(timer->id);
        QCoreApplication::sendEvent(timer->object, &event);
        m_timers.finish(*timer);
        if (timer->interval > TimerQueue::Duration::zero())
            ++count;
    }
    return count;
}

} // namespace chat
