#include "server/storage/sqlrecover.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/storage/damagedfile.h"
#include "server/storage/files.h"
#include "server/storage/linedigest.h"
#include "server/storage/recovertables.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqldatabase.h"
#include "server/storage/sqlepochs.h"
#include "server/storage/sqlsession.h"

#include <QFileInfo>

namespace chat {

namespace {

using Mode = SqlConnection::Mode;

Error sentence(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

Result<void> runAll(SqlConnection &database, QLatin1StringView block)
{
    const QStringList statements = statementsIn(blocksOf(u":/sql/recover.sql"_s).value(block));
    for (const QString &sql : statements) {
        if (const auto done = database.run(sql); !done)
            return done.error();
    }
    return {};
}

/// Makes an empty database with the newest schema, in one file.
Result<void> makeEmpty(const QString &path)
{
    const QString name = u"confab-recover"_s;
    Result<void> made;
    {
        const auto opened = openDatabase(path, name, Durability::Full);
        if (!opened)
            made = opened.error();
    }
    QSqlDatabase::removeDatabase(name);
    if (!made)
        return made;
    const auto database = SqlConnection::open(path, Mode::ReadWrite);
    if (!database)
        return database.error();
    const auto folded = (*database)->value(u"PRAGMA journal_mode = DELETE"_s);
    return folded ? Result<void>() : folded.error();
}

/// What the log would have had. The digest is of what was sent, so of the number replied to then.
Result<void> computeDigests(SqlConnection &target)
{
    Result<QSqlQuery> rows = target.run(
        u"SELECT rowid, room_id, coalesce(reply_to, 0), content FROM lines WHERE digest IS NULL"_s);
    if (!rows)
        return rows.error();
    QList<QVariantList> updates;
    while (rows->next())
        updates.append({ lineDigest(rows->value(1).toString(), rows->value(2).toLongLong(),
                                    rows->value(3).toString()),
                         rows->value(0) });
    if (const auto end = ended(*rows); !end)
        return end;
    rows->finish();
    Result<QSqlQuery> update = target.prepare(u"UPDATE lines SET digest = ? WHERE rowid = ?"_s);
    if (!update)
        return update.error();
    for (const QVariantList &values : updates) {
        if (const auto updated = execute(*update, values); !updated)
            return updated;
    }
    return {};
}

/// Somebody for everyone who is named somewhere and is not there. They get their name back when
/// they come with their token.
Result<int> addPlaceholders(SqlConnection &target)
{
    Result<QSqlQuery> rows = target.run(u"SELECT id, created_ms FROM lost_users ORDER BY id"_s);
    if (!rows)
        return rows.error();
    QList<QVariantList> lost;
    while (rows->next())
        lost.append({ rows->value(0), rows->value(1) });
    rows->finish();
    Result<QSqlQuery> insert =
        target.prepare(u"INSERT OR IGNORE INTO users (id, name, name_key, avatar, created_ms) "
                       "VALUES (?, ?, ?, '', ?)"_s);
    if (!insert)
        return insert.error();
    int number = 0;
    for (const QVariantList &user : lost) {
        do {
            const QString name = u"Unknown %1"_s.arg(++number);
            if (const auto inserted =
                    execute(*insert, { user.at(0), name, names::key(name), user.at(1) });
                !inserted)
                return inserted.error();
        } while (insert->numRowsAffected() == 0); // somebody is called so
    }
    return static_cast<int>(lost.size());
}

Result<qint64> number(SqlConnection &database, const QString &sql)
{
    const auto value = database.value(sql);
    if (!value)
        return value.error();
    return value->toLongLong();
}

struct Tally
{
    qint64 messages = 0;
    qint64 lostMessages = 0;
    qint64 rooms = 0;
    qint64 lostRooms = 0;
    qint64 users = 0;
    qint64 lostUsers = 0;
    qint64 tokens = 0;
    qint64 members = 0;
};

Result<Tally> count(SqlConnection &target)
{
    Tally tally;
    const QString lost = blocksOf(u":/sql/recover.sql"_s).value(u"lost-messages"_s);
    const std::pair<qint64 *, QString> queries[] {
        { &tally.messages, u"SELECT count(*) FROM messages"_s },
        { &tally.lostMessages, lost },
        { &tally.rooms, u"SELECT count(*) FROM rooms"_s },
        { &tally.lostRooms, u"SELECT count(*) FROM lost_rooms"_s },
        { &tally.users, u"SELECT count(*) FROM users"_s },
        { &tally.lostUsers, u"SELECT count(*) FROM lost_users"_s },
        { &tally.tokens, u"SELECT count(*) FROM tokens"_s },
        { &tally.members, u"SELECT count(*) FROM members"_s },
    };
    for (const auto &[place, sql] : queries) {
        const Result<qint64> counted = number(target, sql);
        if (!counted)
            return counted.error();
        *place = *counted;
    }
    return tally;
}

QStringList describe(const Tally &tally)
{
    QStringList lines;
    lines << u"Saved %1 messages; %2 are known to be lost."_s.arg(tally.messages)
                 .arg(tally.lostMessages);
    lines << u"Saved %1 rooms, %2 people, %3 tokens and %4 memberships."_s
                 .arg(tally.rooms - tally.lostRooms)
                 .arg(tally.users - tally.lostUsers)
                 .arg(tally.tokens)
                 .arg(tally.members);
    if (tally.lostRooms > 0)
        lines << u"Lost %1 rooms: their messages are now in rooms that only their authors are in."_s
                     .arg(tally.lostRooms);
    if (tally.lostUsers > 0)
        lines << u"Lost %1 people: they are called \"Unknown\" until they come back."_s.arg(
            tally.lostUsers);
    return lines;
}

Result<Tally> build(SqlConnection &target, Random &random)
{
    for (const auto &block : { "number"_L1, "rooms"_L1, "people"_L1 }) {
        if (const auto done = runAll(target, block); !done)
            return done.error();
    }
    if (const auto computed = computeDigests(target); !computed)
        return computed.error();
    if (const auto added = addPlaceholders(target); !added)
        return added.error();
    if (const auto done = runAll(target, "rest"_L1); !done)
        return done.error();
    const Result<Tally> tally = count(target);
    if (!tally)
        return tally;
    if (const auto committed = target.run(u"COMMIT"_s); !committed)
        return committed.error();
    if (const auto renewed = renewEpochs(target, random); !renewed)
        return renewed.error();
    return tally;
}

/// Reads the damaged file in the way that saves most, into the staging tables.
Result<void> readBest(DamagedFile &file, SqlConnection &target)
{
    int best = -1;
    qint64 most = 0;
    Error why;
    for (int way = 0; way < DamagedFile::ways; ++way) {
        const auto damaged = file.open(way);
        if (!damaged) {
            why = damaged.error();
            continue;
        }
        const Result<qint64> rows = stageRows(**damaged, file.path(), target);
        if (!rows)
            return rows.error();
        if (*rows > most) {
            most = *rows;
            best = way;
        }
        if (way == 0 && *rows > 0)
            return {}; // it has its own list of tables
    }
    if (best < 0)
        return sentence(u"nothing can be saved of it (%1)"_s.arg(
            why.detail.isEmpty() ? u"it holds no row that can be read"_s : why.detail));
    if (best == DamagedFile::ways - 1)
        return {};
    const auto damaged = file.open(best);
    if (!damaged)
        return damaged.error();
    const Result<qint64> rows = stageRows(**damaged, file.path(), target);
    return rows ? Result<void>() : rows.error();
}

Result<Tally> recoverTo(const QString &damaged, const QString &work, Random &random)
{
    const QString copy = work + u".damaged"_s;
    const QString sample = work + u".sample"_s;
    for (const QString &path : { work, sample }) {
        if (const auto made = makeEmpty(path); !made)
            return made.error();
    }
    const auto file = DamagedFile::copy(damaged, copy, sample);
    if (!file)
        return file.error();
    const auto target = SqlConnection::open(work, Mode::ReadWrite);
    if (!target)
        return target.error();
    for (const QString &sql : { u"PRAGMA foreign_keys = ON"_s, u"BEGIN"_s }) {
        if (const auto begun = (*target)->run(sql); !begun)
            return begun.error();
    }
    if (const auto staged = runAll(**target, "stage"_L1); !staged)
        return staged.error();
    if (const auto read = readBest(**file, **target); !read)
        return read.error();
    return build(**target, random);
}

} // namespace

Result<QStringList> recover(const QString &damaged, const QString &target, Random &random)
{
    if (QFileInfo::exists(target))
        return sentence(u"%1 exists already: choose a new folder"_s.arg(target));
    const QString work = target + u".recovering"_s;
    const auto clean = [&work] {
        for (const QString &file : { work, work + u".damaged"_s, work + u".sample"_s })
            removeDatabase(file);
    };
    clean(); // of one that was interrupted
    const Result<Tally> tally = recoverTo(damaged, work, random);
    const auto fail = [&](const Error &error) {
        clean();
        return sentence(u"%1 can not be recovered to %2 (%3)"_s.arg(damaged, target, error.detail));
    };
    if (!tally)
        return fail(tally.error());
    const QString folder = QFileInfo(target).absolutePath();
    for (const auto &done : { syncToDisk(work), renameFile(work, target), syncToDisk(folder) }) {
        if (!done)
            return fail(done.error());
    }
    clean();
    return describe(*tally);
}

} // namespace chat
