#pragma once

#include "server/core/deadlines.h"

#include <QHash>
#include <QList>

namespace chat {

/// Lets connections begin their TLS handshakes in the order of their coming, and not too many at
/// once: each costs the time of a signature, and whoever is in is not to wait for a crowd at the
/// door.
///
/// A handshake holds its place while it goes on, and for limits::handshakeTurn at most: one whose
/// client makes us wait costs memory, no work, and must not keep others out.
class TlsQueue
{
public:
    using Ticket = const void *; // who it is; any object of the caller's, as long as it is here

    /// `begin` starts a handshake; it may call leave().
    TlsQueue(Deadlines &deadlines, std::function<void(Ticket)> begin);

    /// limits::tlsHandshakes unless set. Over 0.
    void setPlaces(int places) { m_places = places; }
    void enter(Ticket ticket);
    /// It is through, or gone; one that is not here is fine.
    void leave(Ticket ticket);

    qsizetype goingOn() const { return m_goingOn.size(); }
    qsizetype waiting() const { return m_waiting.size(); }

private:
    void callNext();

    Deadlines &m_deadlines;
    std::function<void(Ticket)> m_begin;
    int m_places;
    QList<Ticket> m_waiting;
    QHash<Ticket, Deadlines::Id> m_goingOn;
};

} // namespace chat
