#include "server/loop/alarm.h"

#include <QString>

#include <sys/eventfd.h>
#include <unistd.h>

namespace chat {

Alarm::Alarm()
    : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_descriptor < 0)
        qFatal("the event loop gets no eventfd: %s", qPrintable(qt_error_string()));
}

Alarm::~Alarm()
{
    ::close(m_descriptor);
}

void Alarm::ring()
{
    // Only one of several that ring at once finds the owner waiting.
    if (m_state.exchange(State::Rung) == State::Waiting)
        ::eventfd_write(m_descriptor, 1);
}

bool Alarm::beginWait()
{
    State expected = State::Quiet;
    return m_state.compare_exchange_strong(expected, State::Waiting);
}

void Alarm::silence() const
{
    eventfd_t count = 0;
    ::eventfd_read(m_descriptor, &count);
}

} // namespace chat
