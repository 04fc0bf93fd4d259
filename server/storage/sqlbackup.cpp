#include "server/storage/sqlbackup.h"

#include "common/base/ids.h"
#include "common/base/literals.h"
#include "server/storage/files.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqlepochs.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace chat {

namespace {

using Mode = SqlConnection::Mode;

Error sentence(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

Error notWritten(const QString &path, const Error &error)
{
    const QString remedy = error.code == ErrorCode::StoreFull
        ? u"the disk is full: make room, or choose another place"_s
        : u"check who owns the folder, and the free space"_s;
    return sentence(u"%1 can not be written (%2): %3"_s.arg(path, error.detail, remedy));
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

/// Writes a compact copy of all that is in the database to a file that is not there.
Result<CopyReport> copyTo(SqlConnection &database, const QString &file)
{
    if (const auto copied = database.run(u"VACUUM INTO ?"_s, { file }); !copied)
        return copied.error();
    if (const auto synced = syncToDisk(file); !synced)
        return synced.error();
    const auto copy = SqlConnection::open(file, Mode::ReadOnly);
    if (!copy)
        return copy.error();
    const auto rooms = (*copy)->value(u"SELECT count(*) FROM rooms"_s);
    const auto messages = (*copy)->value(u"SELECT count(*) FROM messages"_s);
    for (const auto &result : { rooms, messages }) {
        if (!result)
            return result.error();
    }
    return CopyReport { .bytes = QFileInfo(file).size(),
                        .rooms = rooms->toLongLong(),
                        .messages = messages->toLongLong() };
}

Result<void> requireSound(SqlConnection &database, const QString &path)
{
    if (const auto ours = requireOurs(database, path); !ours)
        return ours.error();
    const Result<QStringList> damage = findDamage(database);
    if (!damage)
        return sentence(u"%1 can not be read (%2)"_s.arg(path, damage.error().detail));
    if (!damage->isEmpty())
        return sentence(u"%1 is damaged and was not restored: %2"_s.arg(path, damage->first()));
    return {};
}

Result<CopyReport> prepareCopy(const QString &file, const QString &copy, Random &random)
{
    const auto source = SqlConnection::open(file, Mode::ReadOnly);
    if (!source)
        return sentence(u"%1 can not be read (%2)"_s.arg(file, source.error().detail));
    if (const auto sound = requireSound(**source, file); !sound)
        return sound.error();
    const auto copied = copyTo(**source, copy);
    if (!copied)
        return notWritten(copy, copied.error());
    const auto target = SqlConnection::open(copy, Mode::ReadWrite);
    if (!target)
        return notWritten(copy, target.error());
    if (const auto renewed = renewEpochs(**target, random); !renewed)
        return notWritten(copy, renewed.error());
    return copied;
}

/// Brings what is in the database's journal into its file, so that the file is all of it. One that
/// is damaged keeps its journal, since only both together are what is left of it.
Result<void> fold(const QString &database)
{
    const auto connection = SqlConnection::open(database, Mode::ReadWrite);
    if (!connection)
        return sentence(u"%1 can not be opened (%2)"_s.arg(database, connection.error().detail));
    const auto mode = (*connection)->value(u"PRAGMA journal_mode = DELETE"_s);
    if (mode && mode->toString() == u"delete"_s)
        return {};
    const auto damage = findDamage(**connection);
    if (!mode && (!damage || !damage->isEmpty()))
        return {};
    return sentence(
        u"%1 is in use by another program, or its disk is full (%2): nothing was changed"_s.arg(
            database, mode ? u"locked"_s : mode.error().detail));
}

/// A name that is free, also with the endings that SQLite gives to a database's other files.
QString formerName(const QString &database, const QDateTime &now)
{
    const QString stem = database + now.toUTC().toString(u"'.before-'yyyyMMdd-HHmmss"_s);
    QString name = stem;
    for (int number = 2; QFileInfo::exists(name); ++number)
        name = u"%1-%2"_s.arg(stem).arg(number);
    return name;
}

Result<void> keepFormer(const QString &database, const QString &former)
{
    if (const auto kept = giveSecondName(database, former); !kept)
        return kept.error();
    // Still there only when the former database is damaged. It is no part of the new one.
    const QString journal = database + u"-wal"_s;
    if (QFileInfo::exists(journal)) {
        if (const auto kept = giveSecondName(journal, former + u"-wal"_s); !kept)
            return kept.error();
    }
    if (const auto synced = syncToDisk(folderOf(database)); !synced)
        return synced.error();
    for (const QString &ending : { u"-wal"_s, u"-shm"_s, u"-journal"_s }) {
        if (const auto removed = removeFile(database + ending); !removed)
            return removed.error();
    }
    return syncToDisk(folderOf(database));
}

Result<CopyReport> putInPlace(const QString &copy, const QString &database, const QDateTime &now,
                              CopyReport report)
{
    if (const auto synced = syncToDisk(copy); !synced)
        return notWritten(copy, synced.error());
    if (QFileInfo::exists(database)) {
        if (const auto folded = fold(database); !folded)
            return folded.error();
        report.former = formerName(database, now);
        if (const auto kept = keepFormer(database, report.former); !kept)
            return notWritten(report.former, kept.error());
    }
    if (const auto replaced = replaceFile(copy, database); !replaced)
        return notWritten(database, replaced.error());
    if (const auto synced = syncToDisk(folderOf(database)); !synced)
        return notWritten(database, synced.error());
    return report;
}

} // namespace

Result<CopyReport> backUp(const QString &database, const QString &file)
{
    const QFileInfo target(file);
    if (target.exists() || target.isSymLink())
        return sentence(u"%1 exists already: choose another name, or remove it"_s.arg(file));
    const auto source = SqlConnection::open(database, Mode::ReadOnly);
    if (!source)
        return sentence(u"%1 can not be read (%2)"_s.arg(database, source.error().detail));
    if (const auto ours = requireOurs(**source, database); !ours)
        return ours.error();
    // Of this process only, so that two backups at once do not meet.
    const QString partial = u"%1.%2.partial"_s.arg(file).arg(QCoreApplication::applicationPid());
    const auto abandon = [&partial](const Error &error) {
        removeDatabase(partial);
        return error;
    };
    const auto copied = copyTo(**source, partial);
    if (!copied)
        return abandon(notWritten(file, copied.error()));
    if (const auto renamed = renameFile(partial, file); !renamed)
        return abandon(notWritten(file, renamed.error()));
    if (const auto synced = syncToDisk(folderOf(file)); !synced)
        return notWritten(file, synced.error());
    return copied;
}

Result<CopyReport> restore(const QString &file, const QString &database, Random &random,
                           const QDateTime &now)
{
    const QString copy = database + u".restoring"_s;
    removeDatabase(copy); // of one that was interrupted
    const auto prepared = prepareCopy(file, copy, random);
    const auto restored = prepared ? putInPlace(copy, database, now, *prepared)
                                   : Result<CopyReport>(prepared.error());
    if (!restored)
        removeDatabase(copy);
    return restored;
}

} // namespace chat
