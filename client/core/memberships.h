#pragma once

#include "client/core/reconnectingsocket.h"
#include "client/core/roomstore.h"

#include <QHash>
#include <QSet>

namespace chat {

/// The rooms that one wants to be in, and the joining of them on each new connection. A refusal
/// that says "later" is tried again; one for good ends the wish.
class Memberships : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    /// All references must outlive this object.
    Memberships(ReconnectingSocket &socket, RoomStore &rooms, const Clock &clock);

    void setSelf(const UserId &self) { m_self = self; }
    bool isEmpty() const { return m_wanted.isEmpty(); }

    /// `done` is called when the room is joined, or when that is refused for good.
    void want(const RoomId &id, Done done = {});
    /// Asks the server to end the membership; needs a connection. Who wants the room again before
    /// that is answered joins it then: the last wish counts.
    void leave(const RoomId &id, Done done = {});
    /// One does not belong to the room any more.
    void forget(const RoomId &id);
    /// The server tells the room that one has left it, here or on another device.
    void hearOfLeaving(const RoomId &id);
    /// What the server knows of our rooms: those one belongs to are wanted from now on, and those
    /// that one was in and does not belong to any more, for example because one has left them on
    /// another device, no longer.
    void adopt(const RoomList &list);

    /// Joins every wanted room, limits::joinsInFlight at a time. To be called once on each
    /// connection, when the list is known.
    void joinAll();
    /// The rooms that the server took up where they were; those with a reset are joined again, or
    /// are no longer ours.
    void resume(const QList<ResumedRoom> &rooms);
    /// Loads a joined room again, because something is missing in it.
    void reload(const RoomId &id) { joinInTurn(id); }
    void connectionLost();
    /// Tries again what was put off.
    void check();
    /// When to call check() even if nothing happens.
    std::optional<Instant> due() const;

Q_SIGNALS:
    /// The history has been applied to the room.
    void joined(chat::Room *room, const chat::RoomHistory &history);
    /// left() follows.
    void refused(const chat::RoomId &id, const chat::Error &error);
    /// The room is closed, for whatever reason.
    void left(const chat::RoomId &id);
    /// due() has changed.
    void putOff();

private:
    void joinInTurn(const RoomId &id);
    void joinNext();
    void ask(const RoomId &id);
    void onAnswer(const RoomId &id, const Result<RoomHistory> &answer);
    void onLeft(const RoomId &id, const Result<RoomLeft> &answer);
    void comeBack(const RoomId &id);
    void finish(const RoomId &id, const Result<void> &result);
    bool isOnline() const { return m_socket.state() == ReconnectingSocket::State::Online; }

    ReconnectingSocket &m_socket;
    RoomStore &m_rooms;
    const Clock &m_clock;
    UserId m_self;
    QSet<RoomId> m_wanted;
    QSet<RoomId> m_joining; // asked for, not answered
    QList<RoomId> m_waiting; // for an answer to one of these; each once, the next first
    QHash<RoomId, QList<Done>> m_leaving; // asked for, not answered
    // Left and wanted again: until that is answered, what is told of the leaving is old.
    QSet<RoomId> m_returning;
    QHash<RoomId, Instant> m_putOff;
    QHash<RoomId, QList<Done>> m_done;
    bool m_mayJoin = false; // joinAll() was called on this connection
};

} // namespace chat
