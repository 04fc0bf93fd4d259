// What a session does with the server's pushes.

#include "client/core/clientsession.h"

#include "common/base/logging.h"

namespace chat {

void ClientSession::onReceived(const Envelope &envelope)
{
    if (!Dispatcher<Pushes>::knows(envelope.type)) {
        // From a newer server, or the refusal of something that is not answered otherwise.
        qCDebug(lcClient, "ignored \"%s\"", qPrintable(envelope.type));
        return;
    }
    const auto event = Dispatcher<Pushes>::read(envelope);
    if (!event) {
        qCWarning(lcClient, "ignored \"%s\" that breaks its rules: %s", qPrintable(envelope.type),
                  qPrintable(event.error().toText()));
        return;
    }
    std::visit([this](const auto &push) { apply(push); }, *event);
}

void ClientSession::apply(const Welcome &welcome)
{
    m_welcome = welcome;
    if (state() != State::Greeting || std::exchange(m_isWelcomed, true))
        return;
    if (welcome.server.id != m_storeServer)
        Q_EMIT storeWanted(welcome.server.id);
    if (!m_isRestoring)
        greet();
}

void ClientSession::apply(const RoomUpdated &room)
{
    m_rooms.apply(room);
}

void ClientSession::apply(const RoomRemoved &room)
{
    m_memberships.forget(room.roomId);
    m_rooms.apply(room);
}

void ClientSession::apply(const UserPresence &presence)
{
    if (presence.user.id == m_self.id && !presence.isMember)
        m_memberships.hearOfLeaving(presence.roomId);
    else if (Room *const room = m_rooms.find(presence.roomId))
        room->apply(presence);
}

void ClientSession::apply(const RoomPresence &presence)
{
    Room *const room = m_rooms.find(presence.roomId);
    if (!room)
        return;
    room->apply(presence);
    if (room->isLarge())
        refreshMembers(presence.roomId);
}

void ClientSession::apply(const NewMessage &message)
{
    Room *const room = m_rooms.find(message.roomId);
    if (!room)
        return;
    m_typingMarks.forget(message.roomId, message.userId);
    room->apply(message);
    m_sender.noteStored(message);
    m_sender.flush();
}

void ClientSession::apply(const UserTyping &typing)
{
    Room *const room = m_rooms.find(typing.roomId);
    if (!room)
        return;
    room->apply(typing);
    m_typingMarks.note(typing.roomId, typing.userId, m_clock.now());
    schedule();
}

void ClientSession::apply(const UserStoppedTyping &stopped)
{
    m_typingMarks.forget(stopped.roomId, stopped.userId);
    if (Room *const room = m_rooms.find(stopped.roomId))
        room->apply(stopped);
}

void ClientSession::apply(const ReadMarker &marker)
{
    if (Room *const room = m_rooms.find(marker.roomId))
        room->apply(marker);
}

void ClientSession::apply(const Positions &positions)
{
    for (auto it = positions.heads.cbegin(); it != positions.heads.cend(); ++it) {
        if (Room *const room = m_rooms.find(it.key()))
            room->noteHead(it.value());
    }
}

void ClientSession::apply(const Kicked &event)
{
    Q_EMIT kicked(event);
    m_memberships.hearOfLeaving(event.roomId);
}

void ClientSession::apply(const RoleChanged &event)
{
    if (Room *const room = m_rooms.find(event.roomId))
        room->apply(event);
    Q_EMIT roleChanged(event);
}

void ClientSession::apply(const InvitationReceived &event)
{
    Q_EMIT invited(event);
}

void ClientSession::apply(const GoingAway &goingAway)
{
    m_socket.expectReturn(std::chrono::milliseconds { goingAway.retryAfterMs });
}

} // namespace chat
