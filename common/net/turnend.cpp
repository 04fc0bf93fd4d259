#include "common/net/turnend.h"

#include "common/net/gatheringsocket.h"

#include <QAbstractEventDispatcher>
#include <QScopedValueRollback>

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
    tell();
}

void TurnEnd::add(GatheringSocket &socket)
{
    socket.m_place = m_sockets.size();
    m_sockets.push_back(&socket);
}

void TurnEnd::remove(GatheringSocket &socket)
{
    const size_t place = std::exchange(socket.m_place, GatheringSocket::nowhere);
    for (auto *sockets : { &m_sockets, &m_told }) {
        if (place < sockets->size() && sockets->at(place) == &socket)
            sockets->at(place) = nullptr;
    }
}

void TurnEnd::tell()
{
    // Somebody who is told may run an event loop, whose turns end inside this one.
    if (m_isTelling)
        return;
    const QScopedValueRollback isTelling(m_isTelling, true);
    std::swap(m_sockets, m_told);
    for (size_t i = 0; i < m_told.size(); ++i) {
        GatheringSocket *const socket = m_told[i];
        if (!socket)
            continue;
        socket->m_place = GatheringSocket::nowhere;
        m_told[i] = nullptr;
        socket->endTurn();
    }
    m_told.clear();
}

} // namespace chat
