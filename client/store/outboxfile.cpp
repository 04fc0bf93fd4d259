#include "client/store/outboxfile.h"

#include "common/base/literals.h"

namespace chat::outboxfile {

namespace {

constexpr int applicationId = 0x436f6f75; // "Coou"

Result<void> done(const Result<QSqlQuery *> &result)
{
    return result ? Result<void>() : result.error();
}

KeptLine lineOf(const QSqlQuery &row)
{
    KeptLine line;
    line.message = { .roomId = RoomId::fromText(row.value(1).toString()),
                     .content = row.value(2).toString(),
                     .tag = Tag::fromText(row.value(0).toString()),
                     .replyTo = {} };
    if (!row.isNull(3))
        line.message.replyTo = Seq::fromNumber(row.value(3).toLongLong());
    line.writtenAt = Timestamp { std::chrono::milliseconds { row.value(4).toLongLong() } };
    if (!row.isNull(5))
        line.failure = Error { .code = errorCodeFromWire(row.value(5).toString()),
                               .detail = row.value(6).toString() };
    return line;
}

} // namespace

SqlSchema schema()
{
    return { .resources = u":/clientsql/outbox"_s,
             .applicationId = applicationId,
             .isDurable = true };
}

Result<QList<KeptLine>> readLines(SqlFile &file)
{
    const auto rows = file.run("lines"_L1);
    if (!rows)
        return rows.error();
    QList<KeptLine> lines;
    while ((*rows)->next())
        lines.append(lineOf(**rows));
    return lines;
}

Result<QHash<RoomId, QString>> readDrafts(SqlFile &file)
{
    const auto rows = file.run("drafts"_L1);
    if (!rows)
        return rows.error();
    QHash<RoomId, QString> drafts;
    while ((*rows)->next())
        drafts.insert(RoomId::fromText((*rows)->value(0).toString()), (*rows)->value(1).toString());
    return drafts;
}

Result<void> keepLine(SqlFile &file, const KeptLine &line)
{
    const SendMessage &message = line.message;
    const QVariant replyTo = message.replyTo ? QVariant(message.replyTo->number()) : QVariant();
    const auto text = [&line](const QString &value) {
        return line.failure ? QVariant(value) : QVariant();
    };
    const Error failure = line.failure.value_or(Error {});
    const auto kept =
        file.run("keep-line"_L1,
                 { message.tag.value_or(Tag()).text(), message.roomId.text(), message.content,
                   replyTo, qint64 { line.writtenAt.time_since_epoch().count() },
                   text(errorRow(failure.code).wireName), text(failure.detail) });
    if (!kept)
        return kept.error();
    return keepDraft(file, message.roomId, QString());
}

Result<void> forgetLine(SqlFile &file, const Tag &tag)
{
    return done(file.run("forget-line"_L1, { tag.text() }));
}

Result<void> keepDraft(SqlFile &file, const RoomId &room, const QString &text)
{
    return done(text.isEmpty() ? file.run("forget-draft"_L1, { room.text() })
                               : file.run("keep-draft"_L1, { room.text(), text }));
}

} // namespace chat::outboxfile
