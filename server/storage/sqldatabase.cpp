#include "server/storage/sqldatabase.h"

#include "common/base/literals.h"
#include "common/base/logging.h"
#include "server/core/names.h"
#include "server/storage/sqlsession.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace chat {

namespace {

Error failure(const QString &sentence)
{
    return { .code = ErrorCode::Unavailable, .detail = sentence };
}

Error failure(const QString &path, const QSqlError &error)
{
    return failure(u"the database %1 can not be used (%2): check the folder's owner and the free "
                   "space, or choose another folder with --data"_s.arg(path, error.text()));
}

Result<int> number(QSqlDatabase &database, const QString &path, const QString &pragma)
{
    QSqlQuery query(database);
    if (!query.exec(pragma) || !query.next())
        return failure(path, query.lastError());
    return query.value(0).toInt();
}

Result<void> check(QSqlDatabase &database, const QString &path)
{
    const QString remedy =
        u"restore a backup with \"confabd db restore FILE --data %1\", or save what can be saved "
        "with \"confabd db recover DIR --data %1\""_s.arg(QFileInfo(path).absolutePath());
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return isDamage(query.lastError())
            ? failure(u"%1 is not a readable database (%2): %3"_s.arg(
                path, query.lastError().text(), remedy))
            : failure(path, query.lastError());
    const QString found =
        query.value(0).toString().remove(u"*** in database main ***"_s).simplified();
    if (found != u"ok"_s)
        return failure(u"the database %1 is damaged (%2): %3"_s.arg(path, found, remedy));
    return {};
}

QStringList migrationFiles()
{
    QStringList files = QDir(u":/sql"_s).entryList({ u"[0-9]*.sql"_s }, QDir::Files, QDir::Name);
    return files;
}

QString contentsOf(const QString &fileName)
{
    QFile file(u":/sql/"_s + fileName);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "migrate", "migration is not linked in");
    return QString::fromUtf8(file.readAll());
}

Result<void> migrate(QSqlDatabase &database, const QString &path, int version)
{
    const QStringList files = migrationFiles();
    for (int next = version + 1; next <= files.size(); ++next) {
        QStringList statements = statementsIn(contentsOf(files.at(next - 1)));
        statements << u"PRAGMA user_version = %1"_s.arg(next)
                   << u"PRAGMA application_id = %1"_s.arg(applicationId);
        if (!database.transaction())
            return failure(path, database.lastError());
        for (const QString &sql : std::as_const(statements)) {
            QSqlQuery query(database);
            if (query.exec(sql))
                continue;
            const Error error = failure(path, query.lastError());
            database.rollback();
            return error;
        }
        if (!database.commit())
            return failure(path, database.lastError());
        qCInfo(lcStorage, "%s is at schema %d", qPrintable(path), next);
    }
    return {};
}

/// What the third migration can not compute, nor a recovery.
Result<void> fillLooks(QSqlDatabase &database, const QString &path)
{
    const auto statements = blocksOf(u":/sql/statements.sql"_s);
    QSqlQuery rows(database);
    rows.setForwardOnly(true);
    if (!database.transaction() || !rows.exec(statements.value(u"users-without-look"_s)))
        return failure(path, rows.lastError());
    QList<QVariantList> looks;
    while (rows.next()) {
        const names::Claims claims = names::claims(rows.value(1).toString());
        looks.append({ claims[1], claims[2], rows.value(0) });
    }
    rows.finish();
    QSqlQuery update(database);
    bool isDone = update.prepare(statements.value(u"set-look"_s));
    for (auto look = looks.cbegin(); isDone && look != looks.cend(); ++look) {
        for (int i = 0; i < look->size(); ++i)
            update.bindValue(i, look->at(i));
        isDone = update.exec();
    }
    if (isDone && database.commit())
        return {};
    const Error error = failure(path, isDone ? database.lastError() : update.lastError());
    database.rollback();
    return error;
}

Result<void> prepare(QSqlDatabase &database, const QString &path, Durability durability)
{
    if (const auto sound = check(database, path); !sound)
        return sound.error();
    const Result<int> owner = number(database, path, u"PRAGMA application_id"_s);
    const Result<int> version = number(database, path, u"PRAGMA user_version"_s);
    const Result<int> tables = number(database, path, u"SELECT count(*) FROM sqlite_master"_s);
    for (const Result<int> &result : { owner, version, tables }) {
        if (!result)
            return result.error();
    }
    if (*owner != applicationId && *tables > 0)
        return failure(
            u"%1 is the database of another program: choose another folder with --data"_s.arg(
                path));
    const int newest = newestSchema();
    if (*version > newest)
        return failure(u"%1 was written by a newer Confab (schema %2, this one knows %3): update "
                       "confabd, or choose another folder with --data"_s.arg(path)
                           .arg(*version)
                           .arg(newest));

    const QString synchronous = durability == Durability::Full ? u"FULL"_s : u"NORMAL"_s;
    const QStringList pragmas { u"PRAGMA journal_mode = WAL"_s,
                                u"PRAGMA synchronous = "_s + synchronous,
                                u"PRAGMA foreign_keys = ON"_s };
    for (const QString &pragma : pragmas) {
        QSqlQuery query(database);
        if (!query.exec(pragma))
            return failure(path, query.lastError());
    }
    if (const auto migrated = migrate(database, path, *version); !migrated)
        return migrated;
    return fillLooks(database, path);
}

} // namespace

QStringList statementsIn(const QString &sql)
{
    QStringList lines = sql.split(u'\n');
    for (QString &line : lines)
        line.truncate(line.contains("--"_L1) ? line.indexOf("--"_L1) : line.size());
    QStringList statements = lines.join(u'\n').split(u';', Qt::SkipEmptyParts);
    statements.removeIf([](const QString &statement) { return statement.trimmed().isEmpty(); });
    return statements;
}

int newestSchema()
{
    return static_cast<int>(migrationFiles().size());
}

Result<QSqlDatabase> openDatabase(const QString &path, const QString &connectionName,
                                  Durability durability)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connectionName);
    if (!database.isValid())
        return failure(u"Qt's SQLite driver is not installed: install libqt6sql6-sqlite"_s);
    database.setDatabaseName(path);
    // The writer's thread may wait this long for another program's lock; nobody else does.
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!database.open())
        return failure(path, database.lastError());
    if (const auto prepared = prepare(database, path, durability); !prepared)
        return prepared.error();
    return database;
}

} // namespace chat
