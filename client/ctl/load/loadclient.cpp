#include "client/ctl/load/loadclient.h"

#include "client/ctl/load/readiness.h"

#include <QtEndian>

namespace chat {

namespace {

constexpr qsizetype longestHead = 16 * 1024; // of an answer that is no WebSocket

QString reasonOf(QByteArrayView closePayload)
{
    if (closePayload.size() < 2)
        return u"closed"_s;
    return u"closed with %1"_s.arg(qFromBigEndian<quint16>(closePayload.data()));
}

} // namespace

LoadClient::LoadClient(int number, const std::vector<int> &rooms, const Surroundings &surroundings)
    : m_number(number)
    , m_around(surroundings)
{
    m_places.reserve(rooms.size());
    for (const int room : rooms)
        m_places.push_back({ .room = room });
}

Wire::Opening LoadClient::open(const WirePath &path)
{
    const Wire::Opening opening = m_wire.open(path);
    if (opening != Wire::Opening::Begun) {
        m_wire.close();
        return opening;
    }
    m_state = State::Connecting;
    m_frames = {};
    m_head.clear();
    m_watchesWriting = true;
    m_around.readiness.watch(m_wire.descriptor(), static_cast<quint32>(m_number), true);
    return opening;
}

void LoadClient::onReady(std::span<char> room)
{
    if (m_state == State::Away)
        return;
    if (m_state == State::Connecting) {
        onConnected();
        return;
    }
    if (!m_wire.flush()) {
        end(u"broken"_s);
        return;
    }
    qsizetype count = 0;
    do {
        count = m_wire.read(room);
        if (count < 0 && !end(u"broken"_s))
            return;
        if (count > 0 && !onBytes({ room.data(), count }))
            return;
    } while (count == static_cast<qsizetype>(room.size()));
    updateWatch();
}

void LoadClient::onConnected()
{
    const Wire::Progress progress = m_wire.advance();
    if (progress == Wire::Progress::Failed) {
        end(m_wire.problem());
        return;
    }
    if (progress == Wire::Progress::Done) {
        m_state = State::Upgrading;
        write(m_around.script.upgradeRequest());
    }
    updateWatch();
}

bool LoadClient::onBytes(QByteArrayView bytes)
{
    if (m_state == State::Upgrading)
        return onHead(bytes);
    const bool isFine =
        m_frames.take(bytes, [this](ServerFrames::Opcode opcode, QByteArrayView payload) {
            return onFrame(opcode, payload);
        });
    return isFine || m_state == State::Away || end(u"no frames of a server"_s);
}

bool LoadClient::onHead(QByteArrayView bytes)
{
    m_head.append(bytes.data(), bytes.size());
    const qsizetype size = m_head.indexOf("\r\n\r\n") + 4;
    if (size < 4 && m_head.size() < longestHead)
        return true;
    if (size < 4 || !LoadScript::isUpgraded(m_head))
        return end(u"no WebSocket: "_s + QString::fromLatin1(m_head.left(m_head.indexOf('\r'))));
    m_state = State::Greeting;
    return onBytes(std::exchange(m_head, {}).sliced(size));
}

bool LoadClient::onFrame(ServerFrames::Opcode opcode, QByteArrayView payload)
{
    using enum ServerFrames::Opcode;
    switch (opcode) {
    case Text:
        return onEvent(m_around.script.codec().read(payload));
    case Ping:
        send(payload, Pong);
        return true;
    case Close:
        return end(reasonOf(payload));
    case Continuation:
    case Binary:
    case Pong:
        return true;
    }
    return true;
}

bool LoadClient::onEvent(const LoadEvent &event)
{
    using enum LoadEvent::Kind;
    switch (event.kind) {
    case Said:
        m_around.ears.onSaid(*this, event.text, event.number);
        return true;
    case Accepted:
        m_around.ears.onAccepted(event.id);
        return true;
    case Asked:
        send(event.text);
        return true;
    case Greeted:
        enter();
        return true;
    case LetIn:
        m_token = QString::fromLatin1(event.text);
        goOn();
        return true;
    case Joined:
        m_places[m_joined].epoch = QString::fromLatin1(event.text);
        note(m_places[m_joined].room, event.number);
        ++m_joined;
        goOn();
        return true;
    case Resumed:
        return resumed(event.number);
    case Refused:
        return refused(event);
    case Other:
        return true;
    }
    return true;
}

void LoadClient::enter()
{
    m_state = State::Entering;
    const LoadScript &script = m_around.script;
    const DeviceId device = script.deviceOf(m_number);
    const QByteArray resume = m_joined == m_places.size() && !m_token.isEmpty()
        ? script.codec().resume(m_token, device, positions())
        : QByteArray();
    send(resume.isEmpty() ? script.codec().authenticate(script.nameOf(m_number), device) : resume);
}

void LoadClient::goOn()
{
    if (m_joined < m_places.size()) {
        m_state = State::Joining;
        send(m_around.script.codec().join(m_around.script.roomId(m_places[m_joined].room)));
        return;
    }
    m_state = State::In;
    m_around.host.onIn(*this);
}

bool LoadClient::resumed(qint64 lostRooms)
{
    if (lostRooms > 0)
        return end(u"%1 rooms could not be resumed"_s.arg(lostRooms));
    goOn();
    return true;
}

bool LoadClient::refused(const LoadEvent &event)
{
    const QString code = QString::fromLatin1(event.text);
    m_around.ears.onRefused(event.id, code);
    // Without its room or its name it can not go on.
    return m_state == State::In || end(u"refused: "_s + code);
}

QMap<RoomId, Position> LoadClient::positions() const
{
    QMap<RoomId, Position> all;
    for (const Place &place : m_places)
        all.insert(m_around.script.roomId(place.room),
                   { .epoch = Epoch::fromText(place.epoch), .seq = Seq::fromNumber(place.seq) });
    return all;
}

void LoadClient::say(int room, const QString &content, qint64 message)
{
    const LoadScript &script = m_around.script;
    send(script.codec().say(script.roomId(room), content, message));
    updateWatch();
}

void LoadClient::note(int room, qint64 seq)
{
    for (Place &place : m_places) {
        if (place.room == room)
            place.seq = std::max(place.seq, seq);
    }
}

void LoadClient::send(QByteArrayView payload, ServerFrames::Opcode opcode)
{
    write(clientFrame(payload, m_around.script.mask(), opcode));
}

// What is broken shows when it is read from.
void LoadClient::write(QByteArrayView bytes)
{
    m_wire.write(bytes);
}

void LoadClient::updateWatch()
{
    if (m_state == State::Away || m_watchesWriting == m_wire.wantsWriting())
        return;
    m_watchesWriting = m_wire.wantsWriting();
    m_around.readiness.change(m_wire.descriptor(), static_cast<quint32>(m_number),
                              m_watchesWriting);
}

void LoadClient::breakOff()
{
    if (m_wire.descriptor() >= 0)
        m_around.readiness.forget(m_wire.descriptor());
    m_wire.close();
    m_state = State::Away;
}

bool LoadClient::end(const QString &why)
{
    const bool wasIn = m_state == State::In;
    breakOff();
    m_around.host.onOut(*this, wasIn, why);
    return false;
}

} // namespace chat
