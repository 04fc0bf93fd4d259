#include "client/store/sqlfile.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QDir>
#include <QFile>
#include <QSqlError>

namespace chat {

namespace {

// SQLite's primary result codes, https://sqlite.org/rescode.html
constexpr int corrupt = 11;
constexpr int full = 13;
constexpr int notADatabase = 26;

Error toError(const QSqlError &error)
{
    const QString detail = u"local store: "_s + error.text();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case corrupt:
    case notADatabase:
        return { .code = ErrorCode::Conflict, .detail = detail };
    case full:
        return { .code = ErrorCode::StoreFull, .detail = detail };
    default:
        return { .code = ErrorCode::Unavailable, .detail = detail };
    }
}

Error conflict(const QString &detail)
{
    return { .code = ErrorCode::Conflict, .detail = u"local store: "_s + detail };
}

QString textOf(const QString &path)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "SqlFile", "SQL is not linked in");
    return QString::fromUtf8(file.readAll());
}

// QSQLITE runs one statement a call.
QStringList statementsOf(const QString &path)
{
    QStringList lines = textOf(path).split(u'\n');
    for (QString &line : lines)
        line.truncate(line.contains("--"_L1) ? line.indexOf("--"_L1) : line.size());
    QStringList statements = lines.join(u'\n').split(u';', Qt::SkipEmptyParts);
    statements.removeIf([](const QString &statement) { return statement.trimmed().isEmpty(); });
    return statements;
}

QHash<QString, QString> namedStatementsOf(const QString &path)
{
    QHash<QString, QString> statements;
    const QStringList blocks = textOf(path).split(u"-- :"_s);
    for (const QString &block : blocks.sliced(1)) {
        const qsizetype lineEnd = block.indexOf(u'\n');
        statements.insert(block.left(lineEnd).trimmed(), block.sliced(lineEnd).trimmed());
    }
    return statements;
}

/// A QString that was never set is an empty text; only an invalid value is NULL.
QVariant orEmpty(const QVariant &value)
{
    const bool isText = value.metaType() == QMetaType::fromType<QString>();
    return isText && value.toString().isEmpty() ? QVariant(u""_s) : value;
}

} // namespace

Result<std::unique_ptr<SqlFile>> SqlFile::open(const QString &path, const SqlSchema &schema)
{
    std::unique_ptr<SqlFile> file(new SqlFile(schema));
    file->m_database.setDatabaseName(path);
    file->m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!file->m_database.open())
        return toError(file->m_database.lastError());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    if (const auto prepared = file->prepare(); !prepared)
        return prepared.error();
    return file;
}

SqlFile::SqlFile(const SqlSchema &schema)
    : m_schema(schema)
    , m_connection(u"confab-client-%1"_s.arg(reinterpret_cast<quintptr>(this)))
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection))
    , m_statements(namedStatementsOf(schema.resources + "/statements.sql"_L1))
{
}

SqlFile::~SqlFile()
{
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<QSqlQuery *> SqlFile::run(QLatin1StringView name, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &query = m_prepared[name];
    if (!query) {
        const QString sql = m_statements.value(name);
        Q_ASSERT_X(!sql.isEmpty(), "SqlFile", "statement is not in statements.sql");
        auto prepared = std::make_unique<QSqlQuery>(m_database);
        prepared->setForwardOnly(true);
        if (!prepared->prepare(sql))
            return toError(prepared->lastError());
        query = std::move(prepared);
    }
    query->finish();
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, orEmpty(values.at(i)));
    if (!query->exec())
        return toError(query->lastError());
    return query.get();
}

Result<void> SqlFile::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return toError(query.lastError());
    return {};
}

Result<int> SqlFile::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql) || !query.next())
        return toError(query.lastError());
    return query.value(0).toInt();
}

Result<void> SqlFile::prepare()
{
    if (const auto sound = check(); !sound)
        return sound.error();
    const Result<int> version = number(u"PRAGMA user_version"_s);
    if (!version)
        return version.error();
    const QString synchronous = m_schema.isDurable ? u"FULL"_s : u"NORMAL"_s;
    const QStringList pragmas { u"PRAGMA journal_mode = WAL"_s,
                                u"PRAGMA synchronous = "_s + synchronous,
                                u"PRAGMA foreign_keys = ON"_s };
    for (const QString &pragma : pragmas) {
        if (const auto set = execute(pragma); !set)
            return set.error();
    }
    return migrate(*version);
}

Result<void> SqlFile::check()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return toError(query.lastError());
    if (query.value(0).toString() != u"ok"_s)
        return conflict(u"the file is damaged: "_s + query.value(0).toString());
    const Result<int> owner = number(u"PRAGMA application_id"_s);
    const Result<int> tables = number(u"SELECT count(*) FROM sqlite_master"_s);
    if (!owner || !tables)
        return owner ? tables.error() : owner.error();
    if (*tables > 0 && *owner != m_schema.applicationId)
        return conflict(u"the file is another program's"_s);
    return {};
}

Result<void> SqlFile::migrate(int version)
{
    const QStringList files =
        QDir(m_schema.resources).entryList({ u"[0-9]*.sql"_s }, QDir::Files, QDir::Name);
    if (version > files.size())
        return conflict(
            u"the file is of a newer Confab: schema %1, this one knows %2"_s.arg(version).arg(
                files.size()));
    for (int next = version + 1; next <= files.size(); ++next) {
        QStringList statements { u"BEGIN IMMEDIATE"_s };
        statements << statementsOf(m_schema.resources + u'/' + files.at(next - 1))
                   << u"PRAGMA user_version = %1"_s.arg(next)
                   << u"PRAGMA application_id = %1"_s.arg(m_schema.applicationId) << u"COMMIT"_s;
        for (const QString &sql : std::as_const(statements)) {
            if (const auto done = execute(sql); !done) {
                (void)execute(u"ROLLBACK"_s); // it may have ended by itself
                return done.error();
            }
        }
    }
    return {};
}

} // namespace chat
