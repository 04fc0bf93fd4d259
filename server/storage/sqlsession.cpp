#include "server/storage/sqlsession.h"

#include "common/base/literals.h"

#include <QFile>
#include <QSqlError>

namespace chat {

Error toError(const QSqlError &error)
{
    // SQLite's primary result codes, https://sqlite.org/rescode.html
    constexpr int busy = 5;
    constexpr int locked = 6;
    constexpr int readOnly = 8;
    constexpr int ioError = 10;
    constexpr int full = 13;
    constexpr int cantOpen = 14;

    const QString detail = u"store: "_s + error.text();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case full:
        return { .code = ErrorCode::StoreFull, .detail = detail };
    case busy:
    case locked:
    case readOnly:
    case ioError:
    case cantOpen:
        return { .code = ErrorCode::Unavailable, .detail = detail };
    default:
        return { .code = ErrorCode::Internal, .detail = detail };
    }
}

SqlSession::SqlSession(QSqlDatabase database)
    : m_database(std::move(database))
    , m_statements(readStatements())
{
}

Result<SqlRows> SqlSession::run(QLatin1StringView name, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &query = m_prepared[name];
    if (!query) {
        const QString sql = m_statements.value(name);
        Q_ASSERT_X(!sql.isEmpty(), "SqlSession", "statement is not in statements.sql");
        auto prepared = std::make_unique<QSqlQuery>(m_database);
        prepared->setForwardOnly(true);
        if (!prepared->prepare(sql))
            return toError(prepared->lastError());
        query = std::move(prepared);
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values.at(i));
    if (!query->exec())
        return toError(query->lastError());
    return SqlRows(*query);
}

Result<void> SqlSession::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return toError(query.lastError());
    return {};
}

QHash<QString, QString> SqlSession::readStatements()
{
    QFile file(u":/sql/statements.sql"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "SqlSession", "statements.sql is not linked in");
    QHash<QString, QString> statements;
    const QStringList blocks = QString::fromUtf8(file.readAll()).split(u"-- :"_s);
    for (const QString &block : blocks.sliced(1)) {
        const qsizetype lineEnd = block.indexOf(u'\n');
        statements.insert(block.left(lineEnd).trimmed(), block.sliced(lineEnd).trimmed());
    }
    return statements;
}

} // namespace chat
