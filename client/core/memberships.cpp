#include "client/core/memberships.h"

#include "common/base/logging.h"

#include <QPointer>

#include <algorithm>

namespace chat {

Memberships::Memberships(ReconnectingSocket &socket, RoomStore &rooms, const Clock &clock)
    : m_socket(socket)
    , m_rooms(rooms)
    , m_clock(clock)
{
}

void Memberships::want(const RoomId &id, Done done)
{
    m_wanted.insert(id);
    if (done)
        m_done[id].append(std::move(done));
    if (m_leaving.contains(id)) {
        m_returning.insert(id);
        return;
    }
    const Room *const room = m_rooms.find(id);
    if (room && room->isLive())
        finish(id, {});
    else if (m_mayJoin) {
        // A person may be waiting for this one: before those that wait by themselves.
        m_putOff.remove(id);
        m_waiting.removeOne(id);
        m_waiting.prepend(id);
        joinNext();
    }
}

void Memberships::leave(const RoomId &id, Done done)
{
    if (!isOnline()) {
        if (done)
            done(Error { .code = ErrorCode::Unavailable, .detail = u"there is no connection"_s });
        return;
    }
    m_returning.remove(id);
    const bool isAsked = m_leaving.contains(id);
    QList<Done> &waiting = m_leaving[id];
    if (done)
        waiting.append(std::move(done));
    if (isAsked)
        return;
    const LeaveRoom request { .roomId = id };
    m_socket.peer()->request(request, this,
                             [this, id](const Result<RoomLeft> &answer) { onLeft(id, answer); });
}

void Memberships::onLeft(const RoomId &id, const Result<RoomLeft> &answer)
{
    const bool isOut = answer || answer.error().code == ErrorCode::NotAMember
        || answer.error().code == ErrorCode::NotFound;
    const QList<Done> waiting = m_leaving.take(id);
    if (m_returning.contains(id))
        comeBack(id); // also after a refusal: nobody knows what became of a leave that was cut off
    else if (isOut)
        forget(id);
    for (const Done &done : waiting)
        done(isOut ? Result<void>() : answer.error());
}

void Memberships::comeBack(const RoomId &id)
{
    if (Room *const room = m_rooms.find(id))
        room->setNotLive();
    if (m_mayJoin)
        joinInTurn(id);
}

void Memberships::forget(const RoomId &id)
{
    m_wanted.remove(id);
    m_returning.remove(id);
    m_waiting.removeOne(id);
    m_putOff.remove(id);
    m_rooms.close(id);
    finish(id, Error { .code = ErrorCode::NotAMember, .detail = u"the room was left"_s });
    Q_EMIT left(id);
}

void Memberships::hearOfLeaving(const RoomId &id)
{
    if (!m_returning.contains(id))
        forget(id);
}

void Memberships::adopt(const RoomList &list)
{
    QSet<RoomId> mine;
    for (const RoomSummary &summary : list.rooms) {
        if (summary.joined.value_or(false))
            mine.insert(summary.roomId);
    }
    for (const Room *room : m_rooms.rooms()) {
        if (!mine.contains(room->id()) && !m_returning.contains(room->id()))
            forget(room->id());
    }
    m_wanted.unite(mine);
}

void Memberships::joinAll()
{
    m_mayJoin = true;
    QList<RoomId> rooms = m_wanted.values();
    std::sort(rooms.begin(), rooms.end());
    for (const RoomId &id : std::as_const(rooms)) {
        const Room *const room = m_rooms.find(id);
        if (room && room->isLive()) {
            m_returning.remove(id);
            finish(id, {});
        } else {
            joinInTurn(id);
        }
    }
}

void Memberships::resume(const QList<ResumedRoom> &rooms)
{
    for (const ResumedRoom &resumed : rooms) {
        Room *const room = m_rooms.find(resumed.roomId);
        if (!room)
            continue;
        if (!resumed.reset) {
            room->apply(resumed);
            continue;
        }
        qCInfo(lcClient, "room \"%s\" can not be resumed", qPrintable(resumed.roomId.text()));
        const bool isOut = *resumed.reset == ResetReason::NotAMember;
        if (isOut && !m_returning.contains(resumed.roomId)) {
            const Error error { .code = ErrorCode::NotAMember,
                                .detail = u"one does not belong to the room any more"_s };
            Q_EMIT refused(resumed.roomId, error);
            forget(resumed.roomId);
        } else {
            room->dropLog();
        }
    }
}

void Memberships::joinInTurn(const RoomId &id)
{
    m_putOff.remove(id);
    if (m_joining.contains(id) || m_waiting.contains(id))
        return;
    m_waiting.append(id);
    joinNext();
}

void Memberships::joinNext()
{
    while (isOnline() && !m_waiting.isEmpty() && m_joining.size() < limits::joinsInFlight) {
        const RoomId id = m_waiting.takeFirst();
        if (!m_joining.contains(id))
            ask(id);
    }
}

void Memberships::ask(const RoomId &id)
{
    m_joining.insert(id);
    const QPointer<Peer> peer = m_socket.peer();
    const JoinRoom request { .roomId = id };
    peer->request(request, this, [this, peer, id](const Result<RoomHistory> &answer) {
        if (peer == m_socket.peer())
            onAnswer(id, answer);
    });
}

void Memberships::onAnswer(const RoomId &id, const Result<RoomHistory> &answer)
{
    m_joining.remove(id);
    if (!m_leaving.contains(id))
        m_returning.remove(id);
    joinNext();
    if (!m_wanted.contains(id))
        return; // it was left in the meantime
    if (answer) {
        Room &room = m_rooms.open(id, m_self);
        room.apply(*answer);
        Q_EMIT joined(&room, *answer);
        finish(id, {});
        return;
    }
    const Error &error = answer.error();
    qCInfo(lcClient, "room \"%s\" can not be joined: %s", qPrintable(id.text()),
           qPrintable(error.toText()));
    if (error.isRetryable()) {
        m_putOff.insert(id, m_clock.now() + error.retryAfter.value_or(limits::retryWait));
        Q_EMIT putOff();
        return;
    }
    finish(id, error);
    Q_EMIT refused(id, error);
    forget(id);
}

void Memberships::finish(const RoomId &id, const Result<void> &result)
{
    const QList<Done> waiting = m_done.take(id);
    for (const Done &done : waiting)
        done(result);
}

void Memberships::connectionLost()
{
    m_mayJoin = false;
    m_joining.clear();
    m_waiting.clear();
    m_putOff.clear();
    for (Room *room : m_rooms.rooms())
        room->setNotLive();
}

void Memberships::check()
{
    QList<RoomId> due;
    for (auto it = m_putOff.cbegin(); it != m_putOff.cend(); ++it) {
        if (it.value() <= m_clock.now())
            due.append(it.key());
    }
    for (const RoomId &id : std::as_const(due))
        joinInTurn(id);
}

std::optional<Instant> Memberships::due() const
{
    const auto first = std::min_element(m_putOff.cbegin(), m_putOff.cend());
    return first == m_putOff.cend() ? std::nullopt : std::optional(*first);
}

} // namespace chat
