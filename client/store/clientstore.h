#pragma once

#include "common/base/result.h"
#include "common/base/seqranges.h"
#include "common/protocol/messageevents.h"
#include "common/protocol/values.h"

#include <QHash>

#include <functional>

namespace chat {

/// A line that a person has written and that is not known to be at the server.
struct KeptLine
{
    SendMessage message; // with a tag
    Timestamp writtenAt {};
    std::optional<Error> failure = {}; // why it was refused for good

    friend bool operator==(const KeptLine &, const KeptLine &) = default;
};

/// How much of a room's log is kept. Everything up to `have` is in `known`, or lies in a hole.
struct KeptRoom
{
    RoomId id;
    QString title = {};
    QString topic = {};
    Epoch epoch = {};
    SeqRanges known = {}; // here, or known to be kept nowhere any more
    Seq have = {};
    Seq readSeq = {};
    Retention retention = {};
    bool showsReceipts = false;
    QList<Message> newest = {}; // only when loaded: the last ones, oldest first

    friend bool operator==(const KeptRoom &, const KeptRoom &) = default;
};

/// Everything that a client begins with.
struct KeptState
{
    std::optional<Person> self = {}; // who one was at the server
    QList<RoomSummary> list = {};
    QList<KeptRoom> rooms = {};
    QList<KeptLine> outbox = {}; // in the order in which they were written
    QHash<RoomId, QString> drafts = {};
};

/// What a client keeps beyond its end, for one person at one server.
///
/// What answers, answers exactly once, in the thread of the asker, never before the asking call
/// has returned, and in the order of asking.
class ClientStore
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~ClientStore() = default;

    virtual void load(Done<KeptState> done) = 0;

    /// Keeps a line under its tag, or how it has fared since. Answers when it survives the loss of
    /// power. What was begun in its room is forgotten in the same transaction: it has become this.
    virtual void keepLine(const KeptLine &line, Done<void> done) = 0;
    virtual void forgetLine(const Tag &tag) = 0;
    /// An empty text is none.
    virtual void keepDraft(const RoomId &room, const QString &text) = 0;

    // A copy of what the server has. Each call is one transaction. What can not be written is not
    // kept, and then nothing later is either, so that what is there stays true.

    virtual void keepSelf(const Person &self) = 0;
    virtual void keepList(const QList<RoomSummary> &rooms) = 0;
    /// These lines, and that now so much is known. Another epoch than before replaces the room.
    virtual void keepRoom(const KeptRoom &room, const QList<Message> &lines) = 0;
    virtual void forgetRoom(const RoomId &id) = 0;
    /// The last `limit` lines of `range`, oldest first.
    virtual void lines(const RoomId &room, const SeqRange &range, int limit,
                       Done<QList<Message>> done) = 0;
};

} // namespace chat
