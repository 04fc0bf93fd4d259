#include "server/app/dbcommand.h"

#include "common/base/literals.h"
#include "server/app/datafolder.h"
#include "server/storage/sqlbackup.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqlrecover.h"

#include <QDir>
#include <QLocale>

namespace chat {

namespace {

Error sentence(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

QString size(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

Result<DbOutcome> check(const QString &dataFolder)
{
    const QString file = datafolder::databaseFile(dataFolder);
    const auto database = SqlConnection::open(file, SqlConnection::Mode::ReadOnly);
    if (!database)
        return sentence(u"%1 can not be read (%2)"_s.arg(file, database.error().detail));
    if (const auto ours = requireOurs(**database, file); !ours)
        return ours.error();
    const Result<QStringList> damage = findDamage(**database);
    if (!damage)
        return sentence(u"%1 can not be read (%2)"_s.arg(file, damage.error().detail));
    if (damage->isEmpty())
        return DbOutcome { .lines = { u"%1 is sound."_s.arg(file) } };
    return DbOutcome { .lines = *damage, .isSound = false };
}

Result<DbOutcome> backup(const QString &dataFolder, const QString &file)
{
    const Result<CopyReport> report = backUp(datafolder::databaseFile(dataFolder), file);
    if (!report)
        return report.error();
    return DbOutcome { .lines = { u"%1 holds %2 rooms with %3 messages (%4)."_s.arg(file)
                                      .arg(report->rooms)
                                      .arg(report->messages)
                                      .arg(size(report->bytes)) } };
}

Result<DbOutcome> restoreFrom(const QString &dataFolder, const QString &file)
{
    const auto lock = datafolder::lock(dataFolder);
    if (!lock)
        return lock.error();
    SystemRandom random;
    const QString database = datafolder::databaseFile(dataFolder);
    const Result<CopyReport> report =
        restore(file, database, random, QDateTime::currentDateTimeUtc());
    if (!report)
        return report.error();
    DbOutcome outcome { .lines = { u"%1 holds %2 rooms with %3 messages of the backup (%4)."_s
                                       .arg(database)
                                       .arg(report->rooms)
                                       .arg(report->messages)
                                       .arg(size(report->bytes)) } };
    if (!report->former.isEmpty())
        outcome.lines << u"What was there before is kept as %1."_s.arg(report->former);
    return outcome;
}

Result<DbOutcome> recoverInto(const QString &dataFolder, const QString &target)
{
    if (QDir(dataFolder).canonicalPath() == QDir(target).canonicalPath() && QDir(target).exists())
        return sentence(u"%1 is the damaged data folder itself: choose a new one"_s.arg(target));
    const auto lock = datafolder::lock(dataFolder);
    // A disk that fails is often mounted without writing; then no server can be using it either.
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return lock.error();
    const auto targetLock = datafolder::lock(target);
    if (!targetLock)
        return targetLock.error();
    SystemRandom random;
    const Result<QStringList> report =
        recover(datafolder::databaseFile(dataFolder), datafolder::databaseFile(target), random);
    if (!report)
        return report.error();
    DbOutcome outcome { .lines = *report };
    const QString id = datafolder::serverIdFile(dataFolder);
    if (!QFile::exists(id))
        outcome.lines << u"There was no %1 to copy."_s.arg(id);
    else if (!QFile::copy(id, datafolder::serverIdFile(target)))
        outcome.lines
            << u"%1 could not be copied: clients will take this for another server."_s.arg(id);
    outcome.lines << u"Serve it with \"confabd --data %1\"."_s.arg(target);
    return outcome;
}

} // namespace

Result<DbOutcome> runDbCommand(const DbRequest &request, const QString &dataFolder)
{
    switch (request.verb) {
    case DbRequest::Verb::Check:
        return check(dataFolder);
    case DbRequest::Verb::Backup:
        return backup(dataFolder, request.operand);
    case DbRequest::Verb::Restore:
        return restoreFrom(dataFolder, request.operand);
    case DbRequest::Verb::Recover:
        break;
    }
    return recoverInto(dataFolder, request.operand);
}

} // namespace chat
