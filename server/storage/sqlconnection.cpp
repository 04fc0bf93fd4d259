#include "server/storage/sqlconnection.h"

#include "common/base/literals.h"
#include "server/storage/sqlsession.h"

#include <QFileInfo>
#include <QSqlError>

#include <atomic>

namespace chat {

Result<std::unique_ptr<SqlConnection>> SqlConnection::open(const QString &path, Mode mode)
{
    static std::atomic<int> count = 0;
    if (!QFileInfo(path).isFile())
        return Error { .code = ErrorCode::NotFound, .detail = u"there is no such file"_s };
    const QString name = u"confab-file-%1"_s.arg(++count);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    std::unique_ptr<SqlConnection> connection(new SqlConnection(name));
    if (!database.isValid())
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"Qt's SQLite driver is not installed"_s };
    database.setDatabaseName(path);
    QString options = u"QSQLITE_BUSY_TIMEOUT=10000"_s;
    const bool isInterrupted = QFileInfo::exists(path + u"-journal"_s);
    if (mode == Mode::ReadOnly && !isInterrupted)
        options += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(options);
    if (!database.open())
        return toError(database.lastError());
    return connection;
}

SqlConnection::~SqlConnection()
{
    QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery> SqlConnection::prepare(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return toError(query.lastError());
    return query;
}

Result<QSqlQuery> SqlConnection::run(const QString &sql, const QVariantList &values)
{
    Result<QSqlQuery> query = prepare(sql);
    if (!query)
        return query;
    if (const auto executed = execute(*query, values); !executed)
        return executed.error();
    return query;
}

Result<QVariant> SqlConnection::value(const QString &sql, const QVariantList &values)
{
    Result<QSqlQuery> rows = run(sql, values);
    if (!rows)
        return rows.error();
    if (rows->next())
        return rows->value(0);
    if (const auto end = ended(*rows); !end)
        return end.error();
    return QVariant();
}

Result<void> execute(QSqlQuery &query, const QVariantList &values)
{
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values.at(i));
    if (!query.exec())
        return toError(query.lastError());
    return {};
}

Result<void> ended(const QSqlQuery &query)
{
    if (query.lastError().type() != QSqlError::NoError)
        return toError(query.lastError());
    return {};
}

} // namespace chat
