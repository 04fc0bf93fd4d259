#include "server/storage/sqleventlog.h"

#include "common/base/literals.h"
#include "server/storage/linedigest.h"
#include "server/storage/sqlsession.h"

#include <algorithm>
#include <limits>

namespace chat {

namespace {

qint64 toMs(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp fromMs(const QVariant &value)
{
    return Timestamp { std::chrono::milliseconds { value.toLongLong() } };
}

Seq toSeq(const QVariant &value)
{
    return Seq::fromNumber(value.toLongLong());
}

QByteArray digest(const NewLine &line)
{
    return lineDigest(line.room.text(), line.replyTo.value_or(Seq()).number(), line.content);
}

Error noSuchRoom(const RoomId &room)
{
    return { .code = ErrorCode::NotFound, .detail = u"room %1 does not exist"_s.arg(room.text()) };
}

Result<std::optional<StoredLine>> findRepetition(SqlSession &sql, const NewLine &line)
{
    auto rows = sql.run("log-by-tag"_L1, { line.author.text(), line.tag.text() });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<StoredLine>();
    if (rows->value(0).toString() != line.room.text()
        || rows->value(4).toByteArray() != digest(line))
        return Error { .code = ErrorCode::Conflict,
                       .detail = u"tag %1 was used for another message"_s.arg(line.tag.text()) };
    return std::optional(StoredLine { .seq = toSeq(rows->value(1)),
                                      .id = MessageId::fromText(rows->value(2).toString()),
                                      .timestamp = fromMs(rows->value(3)),
                                      .isRepetition = true });
}

Result<StoredLine> store(SqlSession &sql, const NewLine &line)
{
    const auto repetition = findRepetition(sql, line);
    if (!repetition)
        return repetition.error();
    if (*repetition)
        return **repetition;

    auto head = sql.run("next-seq"_L1, { line.room.text() });
    if (!head)
        return head.error();
    if (!head->next())
        return noSuchRoom(line.room);
    const qint64 seq = head->value(0).toLongLong();

    const qint64 at = toMs(line.timestamp);
    auto logged = sql.run("insert-log"_L1,
                          { line.room.text(), seq, u"message"_s, line.id.text(), line.author.text(),
                            line.tag.text(), at, digest(line) });
    if (!logged)
        return logged.error();
    const QVariant replyTo = line.replyTo ? QVariant(line.replyTo->number()) : QVariant();
    auto shown = sql.run("insert-message"_L1,
                         { line.room.text(), seq, line.id.text(), line.author.text(),
                           line.tag.text(), line.content, replyTo, at });
    if (!shown)
        return shown.error();
    return StoredLine { .seq = Seq::fromNumber(seq), .id = line.id, .timestamp = line.timestamp };
}

Result<QList<Message>> readMessages(SqlSession &sql, QLatin1StringView statement,
                                    const RoomId &room, Seq from, int limit)
{
    auto rows = sql.run(statement, { room.text(), from.number(), limit });
    if (!rows)
        return rows.error();
    QList<Message> messages;
    while (rows->next()) {
        Message message { .id = MessageId::fromText(rows->value(0).toString()),
                          .seq = toSeq(rows->value(1)),
                          .roomId = room,
                          .userId = UserId::fromText(rows->value(2).toString()),
                          .userName = rows->value(3).toString(),
                          .avatar = rows->value(4).toString(),
                          .content = rows->value(5).toString(),
                          .timestamp = fromMs(rows->value(6)),
                          .tag = Tag::fromText(rows->value(7).toString()),
                          .replyTo = {} };
        if (!rows->value(8).isNull())
            message.replyTo = toSeq(rows->value(8));
        messages.append(std::move(message));
    }
    return messages;
}

Result<QList<Message>> readBefore(SqlSession &sql, const RoomId &room, Seq before, int limit)
{
    auto messages = readMessages(sql, "messages-before"_L1, room, before, limit);
    if (messages)
        std::ranges::reverse(*messages);
    return messages;
}

Result<QList<Message>> readRows(SqlSession &sql, const PageQuery &query, Seq head)
{
    switch (query.direction) {
    case PageQuery::Direction::Newest:
        return readBefore(sql, query.room, head.next(), query.limit);
    case PageQuery::Direction::Before:
        return readBefore(sql, query.room, query.seq, query.limit);
    case PageQuery::Direction::After:
        return readMessages(sql, "messages-after"_L1, query.room, query.seq, query.limit);
    case PageQuery::Direction::Around:
        break;
    }
    // Half before it; itself and the rest after.
    auto messages = readBefore(sql, query.room, query.seq, query.limit / 2);
    if (!messages)
        return messages;
    const auto after =
        readMessages(sql, "messages-after"_L1, query.room, Seq::fromNumber(query.seq.number() - 1),
                     query.limit - static_cast<int>(messages->size()));
    if (!after)
        return after.error();
    messages->append(*after);
    return messages;
}

Result<Page> readPage(SqlSession &sql, const PageQuery &query)
{
    auto room = sql.run("room-head"_L1, { query.room.text() });
    if (!room)
        return room.error();
    if (!room->next())
        return noSuchRoom(query.room);
    Page page { .epoch = Epoch::fromText(room->value(0).toString()),
                .head = toSeq(room->value(1)),
                .first = toSeq(room->value(3)),
                .messages = {} };

    if (page.first <= page.head) {
        const auto messages = readRows(sql, query, page.head);
        if (!messages)
            return messages.error();
        page.messages = *messages;
    }
    return finishedPage(std::move(page), query);
}

// Where the kept ones begin.
Result<qint64> findFirst(SqlSession &sql, const Purge &purge)
{
    if (purge.before)
        return purge.before->number();
    auto rows = sql.run("first-since"_L1, { purge.room.text(), toMs(*purge.olderThan) });
    if (!rows)
        return rows.error();
    // None is new enough: all of them go.
    return rows->next() ? rows->value(0).toLongLong() : std::numeric_limits<qint64>::max();
}

Result<Seq> forget(SqlSession &sql, const Purge &purge)
{
    const auto wanted = findFirst(sql, purge);
    if (!wanted)
        return wanted.error();
    auto moved = sql.run("move-first"_L1, { *wanted, purge.room.text() });
    if (!moved)
        return moved.error();
    if (!moved->next())
        return noSuchRoom(purge.room);
    const qint64 first = moved->value(0).toLongLong();
    auto messages = sql.run("purge-messages"_L1, { purge.room.text(), first });
    if (!messages)
        return messages.error();
    const Timestamp forgotten = purge.now - limits::tagMemory;
    auto log = sql.run("purge-log"_L1, { purge.room.text(), first, toMs(forgotten) });
    if (!log)
        return log.error();
    return Seq::fromNumber(first);
}

} // namespace

SqlEventLog::SqlEventLog(SqlWorker &worker)
    : m_worker(worker)
{
}

void SqlEventLog::append(const NewLine &line, Done<StoredLine> done)
{
    m_worker.submit<StoredLine>(
        SqlWorker::Access::Write, [line](SqlSession &sql) { return store(sql, line); },
        std::move(done));
}

void SqlEventLog::page(const PageQuery &query, Done<Page> done)
{
    m_worker.submit<Page>(
        SqlWorker::Access::Read, [query](SqlSession &sql) { return readPage(sql, query); },
        std::move(done));
}

void SqlEventLog::purge(const Purge &purge, Done<Seq> done)
{
    m_worker.submit<Seq>(
        SqlWorker::Access::Write, [purge](SqlSession &sql) { return forget(sql, purge); },
        std::move(done));
}

} // namespace chat
