#include "client/store/historyfile.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat::historyfile {

namespace {

constexpr int applicationId = 0x436f6869; // "Cohi"

Result<void> done(const Result<QSqlQuery *> &result)
{
    return result ? Result<void>() : result.error();
}

template <class Enum>
Enum enumOf(const QVariant &value, Enum otherwise)
{
    const QString text = value.toString();
    for (const auto &[one, name] : wireNames(Enum {})) {
        if (text == name)
            return one;
    }
    return otherwise;
}

template <class Enum>
QString textOf(Enum value)
{
    for (const auto &[one, name] : wireNames(Enum {})) {
        if (value == one)
            return name;
    }
    Q_UNREACHABLE();
}

Seq seqOf(const QVariant &value)
{
    return Seq::fromNumber(value.toLongLong());
}

template <class Value>
QVariant orNull(const std::optional<Value> &value)
{
    return value ? QVariant(*value) : QVariant();
}

std::optional<qint64> numberOf(const std::optional<Seq> &seq)
{
    return seq ? std::optional(seq->number()) : std::nullopt;
}

Retention retentionOf(const QVariant &keep, const QVariant &amount)
{
    Retention retention { .keep = enumOf(keep, Keep::All), .amount = {} };
    if (!amount.isNull())
        retention.amount = amount.toLongLong();
    return retention;
}

RoomSummary summaryOf(const QSqlQuery &row)
{
    RoomSummary room { .roomId = RoomId::fromText(row.value(0).toString()),
                       .title = row.value(1).toString(),
                       .topic = row.value(2).toString(),
                       .kind = enumOf(row.value(3), RoomKind::Public),
                       .epoch = Epoch::fromText(row.value(4).toString()),
                       .headSeq = seqOf(row.value(5)),
                       .memberCount = row.value(6).toLongLong(),
                       .onlineCount = row.value(7).toLongLong(),
                       .joined = {},
                       .readSeq = {} };
    if (!row.isNull(8))
        room.joined = row.value(8).toBool();
    if (!row.isNull(9))
        room.readSeq = seqOf(row.value(9));
    return room;
}

Message messageOf(const RoomId &room, const QSqlQuery &row)
{
    Message message { .id = MessageId::fromText(row.value(1).toString()),
                      .seq = seqOf(row.value(0)),
                      .roomId = room,
                      .userId = UserId::fromText(row.value(2).toString()),
                      .userName = row.value(3).toString(),
                      .avatar = row.value(4).toString(),
                      .content = row.value(5).toString(),
                      .timestamp =
                          Timestamp { std::chrono::milliseconds { row.value(6).toLongLong() } },
                      .tag = {},
                      .replyTo = {} };
    if (!row.isNull(7))
        message.tag = Tag::fromText(row.value(7).toString());
    if (!row.isNull(8))
        message.replyTo = seqOf(row.value(8));
    return message;
}

Result<SeqRanges> readKnown(SqlFile &file, const RoomId &room)
{
    const auto rows = file.run("known"_L1, { room.text() });
    if (!rows)
        return rows.error();
    SeqRanges known;
    while ((*rows)->next())
        known.add({ seqOf((*rows)->value(0)), seqOf((*rows)->value(1)) });
    return known;
}

Result<void> keepKnown(SqlFile &file, const KeptRoom &room)
{
    if (const auto forgotten = file.run("forget-known"_L1, { room.id.text() }); !forgotten)
        return forgotten.error();
    for (const SeqRange &range : room.known.ranges()) {
        const auto kept = file.run("keep-known"_L1,
                                   { room.id.text(), range.first.number(), range.last.number() });
        if (!kept)
            return kept.error();
    }
    return {};
}

Result<void> keepMessage(SqlFile &file, const RoomId &room, const Message &line)
{
    const std::optional<QString> tag = line.tag ? std::optional(line.tag->text()) : std::nullopt;
    return done(file.run("keep-message"_L1,
                         { room.text(), line.seq.number(), line.id.text(), line.userId.text(),
                           line.userName, line.avatar, line.content,
                           qint64 { line.timestamp.time_since_epoch().count() }, orNull(tag),
                           orNull(numberOf(line.replyTo)) }));
}

} // namespace

SqlSchema schema()
{
    return { .resources = u":/clientsql/history"_s,
             .applicationId = applicationId,
             .isDurable = false };
}

Result<std::optional<Person>> readSelf(SqlFile &file)
{
    const auto rows = file.run("self"_L1);
    if (!rows)
        return rows.error();
    if (!(*rows)->next())
        return std::optional<Person>();
    const QSqlQuery &row = **rows;
    return std::optional(Person { .id = UserId::fromText(row.value(0).toString()),
                                  .name = row.value(1).toString(),
                                  .avatar = row.value(2).toString(),
                                  .role = enumOf(row.value(3), Role::Guest) });
}

Result<QList<RoomSummary>> readList(SqlFile &file)
{
    const auto rows = file.run("list"_L1);
    if (!rows)
        return rows.error();
    QList<RoomSummary> list;
    while ((*rows)->next())
        list.append(summaryOf(**rows));
    return list;
}

Result<QList<KeptRoom>> readRooms(SqlFile &file)
{
    const auto rows = file.run("rooms"_L1);
    if (!rows)
        return rows.error();
    QList<KeptRoom> rooms;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        rooms.append({ .id = RoomId::fromText(row.value(0).toString()),
                       .title = row.value(1).toString(),
                       .topic = row.value(2).toString(),
                       .epoch = Epoch::fromText(row.value(3).toString()),
                       .have = seqOf(row.value(4)),
                       .readSeq = seqOf(row.value(5)),
                       .retention = retentionOf(row.value(6), row.value(7)),
                       .showsReceipts = row.value(8).toBool() });
    }
    for (KeptRoom &room : rooms) {
        const auto known = readKnown(file, room.id);
        if (!known)
            return known.error();
        room.known = *known;
        const auto newest = readLines(file, room.id, { Seq(), room.have }, limits::historyOnJoin);
        if (!newest)
            return newest.error();
        room.newest = *newest;
    }
    return rooms;
}

Result<QList<Message>> readLines(SqlFile &file, const RoomId &room, const SeqRange &range,
                                 int limit)
{
    const auto rows =
        file.run("lines-before"_L1,
                 { room.text(), range.last.next().number(), range.first.number(), limit });
    if (!rows)
        return rows.error();
    QList<Message> lines;
    while ((*rows)->next())
        lines.append(messageOf(room, **rows));
    std::ranges::reverse(lines);
    return lines;
}

Result<void> keepSelf(SqlFile &file, const Person &self)
{
    if (const auto forgotten = file.run("forget-self"_L1); !forgotten)
        return forgotten.error();
    return done(
        file.run("keep-self"_L1, { self.id.text(), self.name, self.avatar, textOf(self.role) }));
}

Result<void> keepList(SqlFile &file, const QList<RoomSummary> &rooms)
{
    if (const auto forgotten = file.run("forget-list"_L1); !forgotten)
        return forgotten.error();
    for (const RoomSummary &room : rooms) {
        const auto kept =
            file.run("keep-list-row"_L1,
                     { room.roomId.text(), room.title, room.topic, textOf(room.kind),
                       room.epoch.text(), room.headSeq.number(), room.memberCount, room.onlineCount,
                       orNull(room.joined), orNull(numberOf(room.readSeq)) });
        if (!kept)
            return kept.error();
    }
    return {};
}

Result<void> keepRoom(SqlFile &file, const KeptRoom &room, const QList<Message> &lines)
{
    // Lines of another log go with the row; without one this changes nothing.
    if (const auto dropped =
            file.run("forget-room-of-other-log"_L1, { room.id.text(), room.epoch.text() });
        !dropped)
        return dropped.error();
    const auto kept = file.run("keep-room"_L1,
                               { room.id.text(), room.title, room.topic, room.epoch.text(),
                                 room.have.number(), room.readSeq.number(),
                                 textOf(room.retention.keep), orNull(room.retention.amount),
                                 int { room.showsReceipts } });
    if (!kept)
        return kept.error();
    if (const auto known = keepKnown(file, room); !known)
        return known.error();
    for (const Message &line : lines) {
        if (const auto stored = keepMessage(file, room.id, line); !stored)
            return stored.error();
    }
    return {};
}

Result<void> forgetRoom(SqlFile &file, const RoomId &id)
{
    return done(file.run("forget-room"_L1, { id.text() }));
}

} // namespace chat::historyfile
