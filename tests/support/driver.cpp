#include "tests/support/driver.h"

#include <algorithm>

namespace chat {

namespace {

// For someone at the mouse; and long enough that a server can come up meanwhile.
constexpr std::chrono::milliseconds impatience { 50 };

} // namespace

Driver::Driver(const QString &name, const QList<RoomId> &rooms, const QString &ledgerPath,
               TransportFactory factory, const Clock &clock, Random &random)
    : m_rooms(rooms)
    , m_ledger(ledgerPath)
    , m_session({ .name = name, .keyring = &m_keyring, .rooms = rooms, .joinsOwnRooms = false },
                std::move(factory), clock, random)
{
    connect(&m_session, &ClientSession::authenticated, this,
            [this] { m_ledger.isUser(m_session.self().id); });
    connect(&m_session, &ClientSession::lineStored, this,
            [this](const Tag &tag, Seq seq) { m_ledger.accepted(tag, seq); });
    connect(&m_session, &ClientSession::lineFailed, this,
            [this](const Tag &tag, const Error &error) { m_ledger.failed(tag, error.toText()); });
    connect(&m_session.socket(), &ReconnectingSocket::reconnecting, this, [this] {
        ++m_reconnects;
        if (m_isImpatient)
            QTimer::singleShot(impatience, &m_session, &ClientSession::tryNow);
    });
    m_session.start();
}

void Driver::say(const RoomId &room, const QString &content)
{
    const Tag tag = m_session.sendMessage(room, content);
    m_ledger.sent(room, tag, content); // its answer comes in a later turn
}

bool Driver::isThere()
{
    return std::ranges::all_of(m_rooms, [this](const RoomId &id) {
        const Room *room = m_session.rooms().find(id);
        return room && room->isLive();
    });
}

bool Driver::hasSaidAll() const
{
    return std::ranges::all_of(m_session.outbox().entries(), [](const Outbox::Entry &entry) {
        return entry.state == Outbox::State::Failed;
    });
}

Seq Driver::lastShown(const RoomId &id)
{
    const Room *room = m_session.rooms().find(id);
    return room ? room->timeline().lastSeq() : Seq();
}

void Driver::check()
{
    m_session.socket().check();
    m_session.check();
}

void Driver::writeTimelines()
{
    for (const RoomId &id : std::as_const(m_rooms)) {
        m_ledger.cleared(id);
        const Room *room = m_session.rooms().find(id);
        if (!room)
            continue;
        const TimelineModel &timeline = room->timeline();
        for (int i = 0; i < timeline.rowCount(); ++i) {
            const Message &message = timeline.row(i).message;
            if (message.seq != Seq())
                m_ledger.shown(id,
                               { .seq = message.seq,
                                 .user = message.userId,
                                 .tag = message.tag.value_or(Tag()),
                                 .content = message.content });
        }
    }
}

} // namespace chat
