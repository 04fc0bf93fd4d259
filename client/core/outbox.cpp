#include "client/core/outbox.h"

#include <algorithm>

namespace chat {

const Outbox::Entry *Outbox::find(const Tag &tag) const
{
    const auto entry = std::ranges::find(m_entries, tag, tagOf);
    return entry == m_entries.end() ? nullptr : &*entry;
}

Outbox::Entry *Outbox::entry(const Tag &tag)
{
    const auto found = std::ranges::find(m_entries, tag, tagOf);
    return found == m_entries.end() ? nullptr : &*found;
}

Tag Outbox::tagOf(const Entry &entry)
{
    return entry.message.tag.value_or(Tag());
}

void Outbox::add(SendMessage message, Timestamp writtenAt)
{
    m_entries.append({ .message = std::move(message), .writtenAt = writtenAt });
}

QList<SendMessage> Outbox::takeReady(const QSet<RoomId> &rooms)
{
    QSet<RoomId> busy;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.state == State::Sending)
            busy.insert(entry.message.roomId);
    }
    QList<SendMessage> ready;
    for (Entry &one : m_entries) {
        const RoomId &room = one.message.roomId;
        if (busy.size() >= window)
            break;
        if (one.state != State::Queued || busy.contains(room) || !rooms.contains(room))
            continue;
        one.state = State::Sending;
        busy.insert(room);
        ready.append(one.message);
    }
    return ready;
}

void Outbox::acknowledge(const Tag &tag)
{
    m_entries.removeIf([&tag](const Entry &entry) { return tagOf(entry) == tag; });
}

void Outbox::fail(const Tag &tag, const Error &error)
{
    if (Entry *const failed = entry(tag)) {
        failed->state = State::Failed;
        failed->failure = error;
    }
}

void Outbox::requeue(const Tag &tag)
{
    Entry *const sent = entry(tag);
    if (sent && sent->state == State::Sending)
        sent->state = State::Queued;
}

void Outbox::requeueAll()
{
    for (Entry &one : m_entries) {
        if (one.state == State::Sending)
            one.state = State::Queued;
    }
}

void Outbox::retry(const Tag &tag)
{
    Entry *const failed = entry(tag);
    if (failed && failed->state == State::Failed) {
        failed->state = State::Queued;
        failed->failure.reset();
    }
}

void Outbox::discard(const Tag &tag)
{
    m_entries.removeIf([&tag](const Entry &entry) {
        return tagOf(entry) == tag && entry.state != State::Sending;
    });
}

} // namespace chat
