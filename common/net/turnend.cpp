#include "common/net/turnend.h"

#include <QAbstractEventDispatcher>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace chat {

TurnEnd::TurnEnd(QObject *parent)
    : QObject(parent)
{
    const auto *dispatcher = QAbstractEventDispatcher::instance();
    Q_ASSERT(dispatcher);
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &TurnEnd::tell);
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &TurnEnd::tell);
}

TurnEnd::~TurnEnd()
{
    tellFirst(m_sockets.size());
}

void TurnEnd::add(Guest &socket)
{
    if (socket.m_place != Guest::nowhere)
        return;
    socket.m_place = m_firstPlace + m_sockets.size();
    m_sockets.push_back(&socket);
}

void TurnEnd::remove(Guest &socket)
{
    const size_t place = std::exchange(socket.m_place, Guest::nowhere);
    if (place == Guest::nowhere)
        return;
    m_sockets.at(place - m_firstPlace) = nullptr;
}

void TurnEnd::tell()
{
    // Somebody who is told may run an event loop, whose turns end inside this one.
    if (m_isTelling)
        return;
    const bool isUrgent = std::exchange(m_isUrgent, false);
    tellFirst(isUrgent ? m_sockets.size() : std::min(m_sockets.size(), mostAtOnce));
    // The loop is not to wait: this turn has another end.
    if (!m_sockets.empty())
        QAbstractEventDispatcher::instance()->wakeUp();
}

void TurnEnd::tellFirst(size_t count)
{
    const QScopedValueRollback isTelling(m_isTelling, true);
    for (; count > 0; --count) {
        Guest *const socket = m_sockets.front();
        m_sockets.pop_front();
        ++m_firstPlace;
        if (!socket)
            continue;
        socket->m_place = Guest::nowhere;
        socket->endTurn();
    }
}

} // namespace chat
