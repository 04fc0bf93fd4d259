#include "server/door/tlsqueue.h"

#include "common/base/limits.h"

namespace chat {

TlsQueue::TlsQueue(Deadlines &deadlines, std::function<void(Ticket)> begin)
    : m_deadlines(deadlines)
    , m_begin(std::move(begin))
    , m_places(limits::tlsHandshakes)
{
}

void TlsQueue::enter(Ticket ticket)
{
    m_waiting.append(ticket);
    callNext();
}

void TlsQueue::leave(Ticket ticket)
{
    m_waiting.removeOne(ticket);
    m_deadlines.cancel(m_goingOn.take(ticket));
    callNext();
}

void TlsQueue::callNext()
{
    while (!m_waiting.isEmpty() && m_goingOn.size() < m_places) {
        const Ticket next = m_waiting.takeFirst();
        m_goingOn.insert(
            next, m_deadlines.scheduleIn(limits::handshakeTurn, [this, next] { leave(next); }));
        m_begin(next);
    }
}

} // namespace chat
