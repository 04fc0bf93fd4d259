#include "client/core/outboxsender.h"

#include "common/base/logging.h"

#include <QPointer>

namespace chat {

OutboxSender::OutboxSender(ReconnectingSocket &socket, RoomStore &rooms, const Clock &clock)
    : m_socket(socket)
    , m_rooms(rooms)
    , m_clock(clock)
{
}

void OutboxSender::restore(const QList<KeptLine> &lines)
{
    for (const KeptLine &line : lines) {
        const Tag tag = line.message.tag.value_or(Tag());
        if (m_outbox.find(tag))
            continue;
        m_outbox.add(line.message, line.writtenAt);
        if (line.failure)
            m_outbox.fail(tag, *line.failure);
        if (Room *const room = m_rooms.find(line.message.roomId)) {
            room->addPending(rowOf(*m_outbox.find(tag)));
            if (line.failure)
                room->showPending(tag, DeliveryState::Failed, line.failure);
        }
    }
    noteFullness();
}

void OutboxSender::clear()
{
    m_outbox = {};
    m_pausedUntil.reset();
    noteFullness();
}

void OutboxSender::add(const SendMessage &message)
{
    const KeptLine line { .message = message, .writtenAt = m_clock.wallTime(), .failure = {} };
    if (!m_store) {
        admit(line, {});
        return;
    }
    ++m_unkept;
    noteFullness();
    m_store->keepLine(line, [self = QPointer(this), line](const Result<void> &kept) {
        if (!self)
            return;
        --self->m_unkept;
        self->admit(line, kept);
    });
}

void OutboxSender::admit(const KeptLine &line, const Result<void> &kept)
{
    const Tag tag = line.message.tag.value_or(Tag());
    if (m_outbox.find(tag))
        return; // it was read from the disk in the meantime
    m_outbox.add(line.message, line.writtenAt);
    noteFullness();
    if (Room *const room = m_rooms.find(line.message.roomId))
        room->addPending(rowOf(*m_outbox.find(tag)));
    if (const std::optional<Error> problem = problemWith(line.message))
        fail(tag, *problem);
    else if (!kept)
        fail(tag, kept.error());
    else
        flush();
}

/// Keeps how a line has fared.
void OutboxSender::keep(const Tag &tag, std::function<void(Result<void>)> done)
{
    const Outbox::Entry *const entry = m_outbox.find(tag);
    if (!m_store || !entry) {
        if (done)
            done({});
        return;
    }
    const KeptLine line { .message = entry->message,
                          .writtenAt = entry->writtenAt,
                          .failure = entry->failure };
    m_store->keepLine(line, [self = QPointer(this), done](const Result<void> &kept) {
        if (self && done)
            done(kept);
    });
}

void OutboxSender::retry(const Tag &tag)
{
    m_outbox.retry(tag);
    show(tag, DeliveryState::Queued);
    keep(tag, [this, tag](const Result<void> &kept) {
        if (!kept && m_outbox.find(tag))
            fail(tag, kept.error());
        else
            flush();
    });
}

void OutboxSender::discard(const Tag &tag)
{
    const Outbox::Entry *const entry = m_outbox.find(tag);
    if (!entry)
        return;
    Room *const room = m_rooms.find(entry->message.roomId);
    m_outbox.discard(tag);
    if (m_outbox.find(tag))
        return;
    if (m_store)
        m_store->forgetLine(tag);
    noteFullness();
    if (room)
        room->discardPending(tag);
}

void OutboxSender::discardAll()
{
    discardThose([](const Outbox::Entry &) { return true; });
}

void OutboxSender::discardRoom(const RoomId &room)
{
    discardThose([&room](const Outbox::Entry &entry) { return entry.message.roomId == room; });
}

void OutboxSender::discardThose(const std::function<bool(const Outbox::Entry &)> &isMeant)
{
    const QList<Outbox::Entry> entries = m_outbox.entries();
    for (const Outbox::Entry &entry : entries) {
        if (isMeant(entry))
            discard(*entry.message.tag);
    }
}

void OutboxSender::noteFullness()
{
    if (std::exchange(m_wasFull, isFull()) != m_wasFull)
        Q_EMIT fullChanged();
}

void OutboxSender::showIn(Room &room)
{
    for (const Outbox::Entry &entry : m_outbox.entries()) {
        if (entry.message.roomId != room.id())
            continue;
        room.addPending(rowOf(entry));
        if (entry.state == Outbox::State::Failed)
            room.showPending(*entry.message.tag, DeliveryState::Failed, entry.failure);
    }
}

void OutboxSender::noteStored(const Message &message)
{
    if (!message.tag || message.userId != m_author.id || !m_outbox.find(*message.tag))
        return;
    const Tag tag = *message.tag;
    forget(tag);
    Q_EMIT stored(tag, message.seq);
}

void OutboxSender::failRoom(const RoomId &room, const Error &error)
{
    const QList<Outbox::Entry> entries = m_outbox.entries();
    for (const Outbox::Entry &entry : entries) {
        if (entry.message.roomId == room && entry.state == Outbox::State::Queued)
            fail(*entry.message.tag, error);
    }
}

void OutboxSender::flush()
{
    if (m_pausedUntil && m_clock.now() < *m_pausedUntil)
        return;
    m_pausedUntil.reset();
    if (m_socket.state() != ReconnectingSocket::State::Online)
        return;
    const QList<SendMessage> ready = m_outbox.takeReady(m_rooms.liveRooms());
    for (const SendMessage &message : ready)
        send(message);
}

void OutboxSender::send(const SendMessage &message)
{
    const Tag tag = *message.tag;
    show(tag, DeliveryState::Sending);
    const QPointer<Peer> peer = m_socket.peer();
    if (!peer)
        return;
    peer->request(message, this, [this, peer, tag, sentAt = m_clock.now()](const Answer &answer) {
        // The answer of an earlier connection says nothing about what was sent on this one.
        if (answer || peer == m_socket.peer())
            onAnswer(tag, sentAt, answer);
    });
}

void OutboxSender::onAnswer(const Tag &tag, Instant sentAt, const Answer &answer)
{
    if (!m_outbox.find(tag))
        flush(); // the log was faster than the ack, or the person gave it up
    else if (answer)
        accept(tag, *answer);
    else
        onRefused(tag, sentAt, answer.error());
}

void OutboxSender::accept(const Tag &tag, const MessageAccepted &accepted)
{
    Message row = rowOf(*m_outbox.find(tag));
    row.id = accepted.id;
    row.seq = accepted.seq;
    row.timestamp = accepted.timestamp;
    forget(tag);
    if (Room *const room = m_rooms.find(row.roomId))
        room->settle(row);
    Q_EMIT stored(tag, row.seq);
    flush();
}

void OutboxSender::onRefused(const Tag &tag, Instant sentAt, const Error &error)
{
    if (!error.isRetryable()) {
        fail(tag, error);
        flush();
        return;
    }
    m_outbox.requeue(tag);
    show(tag, DeliveryState::Queued);
    const Peer *const peer = m_socket.peer();
    if (!peer || peer->transport().state() != Transport::State::Open)
        return; // that it ended is the reason; it goes out on the next connection
    if (m_clock.now() - sentAt >= limits::requestWait) {
        qCWarning(lcClient, "no answer to a send: the connection is as good as dead");
        m_socket.drop();
        return;
    }
    m_pausedUntil = m_clock.now() + error.retryAfter.value_or(limits::retryWait);
    Q_EMIT paused();
}

void OutboxSender::fail(const Tag &tag, const Error &error)
{
    qCInfo(lcClient, "a line was refused: %s", qPrintable(error.toText()));
    m_outbox.fail(tag, error);
    show(tag, DeliveryState::Failed, error);
    keep(tag);
    Q_EMIT failed(tag, error);
}

void OutboxSender::forget(const Tag &tag)
{
    m_outbox.acknowledge(tag);
    if (m_store)
        m_store->forgetLine(tag);
    noteFullness();
}

void OutboxSender::connectionLost()
{
    const QList<Outbox::Entry> entries = m_outbox.entries();
    m_outbox.requeueAll();
    m_pausedUntil.reset();
    for (const Outbox::Entry &entry : entries) {
        if (entry.state == Outbox::State::Sending)
            show(*entry.message.tag, DeliveryState::Queued);
    }
}

void OutboxSender::show(const Tag &tag, DeliveryState state, const std::optional<Error> &failure)
{
    const Outbox::Entry *const entry = m_outbox.find(tag);
    if (Room *const room = entry ? m_rooms.find(entry->message.roomId) : nullptr)
        room->showPending(tag, state, failure);
}

/// What the server would refuse in any case. A line over its frame limit would even end the
/// connection, and after each reconnect again.
std::optional<Error> OutboxSender::problemWith(const SendMessage &message) const
{
    const qsizetype length = message.content.size();
    if (length == 0)
        return Error { .code = ErrorCode::InvalidMessage, .detail = u"content is empty"_s };
    if (length > limits::messageLength)
        return Error { .code = ErrorCode::TooLong,
                       .detail = u"content has %1 units, limit is %2"_s.arg(length).arg(
                           limits::messageLength) };
    return std::nullopt;
}

Message OutboxSender::rowOf(const Outbox::Entry &entry) const
{
    const SendMessage &message = entry.message;
    return { .id = {},
             .seq = {},
             .roomId = message.roomId,
             .userId = m_author.id,
             .userName = m_author.name,
             .avatar = m_author.avatar,
             .content = message.content,
             .timestamp = entry.writtenAt,
             .tag = message.tag,
             .replyTo = message.replyTo };
}

} // namespace chat
