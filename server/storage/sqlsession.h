#pragma once

#include "common/base/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <unordered_map>
#include <utility>

namespace chat {

/// The rows that a statement yields, before the first one. Ends the statement when it goes, so that
/// no cursor is left open at a rollback.
class SqlRows
{
public:
    explicit SqlRows(QSqlQuery &query)
        : m_query(&query)
    {
    }
    ~SqlRows()
    {
        if (m_query)
            m_query->finish();
    }
    SqlRows(SqlRows &&other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    SqlRows &operator=(SqlRows &&) = delete;

    bool next() { return m_query->next(); }
    QVariant value(int column) const { return m_query->value(column); }
    int affected() const { return m_query->numRowsAffected(); }

private:
    QSqlQuery *m_query;
};

/// One SQL connection with its prepared statements. Lives in the thread that made it.
class SqlSession
{
public:
    /// `database` is open. Statements are those of :/sql/statements.sql.
    explicit SqlSession(QSqlDatabase database);
    Q_DISABLE_COPY_MOVE(SqlSession)

    /// Runs the named statement; to be run again only after its rows are gone. Refused: StoreFull,
    /// Unavailable, or Internal, with the driver's words.
    Result<SqlRows> run(QLatin1StringView name, const QVariantList &values = {});
    /// The same for one that yields nothing.
    Result<void> execute(QLatin1StringView name);
    /// Runs SQL that is not among the statements.
    Result<void> runText(const QString &sql);
    /// Whether any of them has found the file damaged since this was asked last.
    bool takeDamage() { return std::exchange(m_hasSeenDamage, false); }

private:
    Error failure(const QSqlError &error);

    QSqlDatabase m_database;
    bool m_hasSeenDamage = false;
    QHash<QString, QString> m_statements;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

/// The blocks of a file of SQL by their names: "-- :name" begins one, it ends at the next.
QHash<QString, QString> blocksOf(const QString &fileName);

/// What a driver's error means for the one who asked.
Error toError(const QSqlError &error);
/// Whether the driver says that the file's contents are not what SQLite wrote.
bool isDamage(const QSqlError &error);

} // namespace chat
