#pragma once

#include "common/base/limits.h"
#include "common/protocol/values.h"
#include "server/core/done.h"

namespace chat {

/// A line that is to be stored.
struct NewLine
{
    RoomId room;
    UserId author;
    Tag tag;
    MessageId id;
    QString content;
    std::optional<Seq> replyTo = {};
    Timestamp timestamp {};
};

/// Where a line was stored: now, or, when it is a repetition, the first time.
struct StoredLine
{
    Seq seq;
    MessageId id;
    Timestamp timestamp {};
    bool isRepetition = false;
};

struct PageQuery
{
    enum class Direction { Newest, Before, After, Around };

    RoomId room;
    Direction direction = Direction::Newest;
    Seq seq; // not part of the page Before or After it; part of the one Around it
    int limit = 1;
    qsizetype bytes = limits::historyPageBytes; // as they are sent
};

struct Page
{
    Epoch epoch;
    Seq head;
    Seq first = Seq::fromNumber(1); // the oldest that is kept
    QList<Message> messages; // oldest first, under their authors' present names
    bool atStart = false;
    bool atEnd = false;
};

/// What is to be forgotten: what is before a place, or the oldest ones that were written before a
/// time.
struct Purge
{
    RoomId room;
    std::optional<Seq> before = {};
    std::optional<Timestamp> olderThan = {};
    Timestamp now {};
};

/// For stores: the page with the rows that were found for `query`, in order, cut down to
/// query.bytes as they are sent (farthest from what was asked for first, never the nearest)
/// and with atStart and atEnd set.
Page finishedPage(Page page, const PageQuery &query);

/// The ordered history of each room.
class EventLog
{
public:
    virtual ~EventLog() = default;

    /// Gives the line the room's next seq, and answers when it is durable. The same (author, tag)
    /// is stored once: a repetition gets the first one's place. Refused: NotFound for a room that
    /// does not exist, Conflict for a tag that was used for another line, Unavailable or StoreFull
    /// when nothing can be stored at the moment.
    virtual void append(const NewLine &line, Done<StoredLine> done) = 0;

    /// At most query.limit messages and query.bytes as they are sent, but at least one where
    /// there is one. Refused: NotFound for a room that does not exist.
    virtual void page(const PageQuery &query, Done<Page> done) = 0;

    /// Forgets the oldest messages of a room, never one after a kept one, and answers the oldest
    /// that is kept. That a tag was used is remembered for limits::tagMemory. Refused: NotFound.
    virtual void purge(const Purge &purge, Done<Seq> done) = 0;
};

} // namespace chat
