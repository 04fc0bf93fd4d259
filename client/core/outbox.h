#pragma once

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/protocol/messageevents.h"

#include <QList>
#include <QSet>

namespace chat {

/// What a person has written and the server has not acknowledged. A value: it decides, its owner
/// sends. One line per room is in flight at a time, so that a line that is refused for a moment is
/// not overtaken by the next one: nothing on the wire tells a server that a line must not be stored
/// before another one. Over all rooms at most `window`.
///
/// An entry stays until the server has acknowledged it or the person has discarded it; a failed
/// one waits for retry() and does not hold up the ones behind it.
class Outbox
{
public:
    static constexpr int window = 16; // enough to fill a slow link, few enough to resend

    enum class State { Queued, Sending, Failed };
    struct Entry
    {
        SendMessage message; // always with a tag
        Timestamp writtenAt {};
        State state = State::Queued;
        std::optional<Error> failure = {};

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    const QList<Entry> &entries() const { return m_entries; }
    const Entry *find(const Tag &tag) const;

    void add(SendMessage message, Timestamp writtenAt = {});
    /// The entries for `rooms` that may be sent now, oldest first; each is Sending afterwards.
    QList<SendMessage> takeReady(const QSet<RoomId> &rooms);
    /// Stored at the server: forget it.
    void acknowledge(const Tag &tag);
    /// Refused for good: keep it, with the reason.
    void fail(const Tag &tag, const Error &error);
    /// The answer did not come, or said "later": it is Queued again, in its old place.
    void requeue(const Tag &tag);
    /// The connection is gone: everything that was Sending is Queued again, in its old place.
    void requeueAll();
    /// The person wants a failed one tried again.
    void retry(const Tag &tag);
    /// Forgets it, unless it is on its way: that can not be undone.
    void discard(const Tag &tag);

private:
    static Tag tagOf(const Entry &entry);
    Entry *entry(const Tag &tag);

    QList<Entry> m_entries; // in the order in which they were written
};

} // namespace chat
