#pragma once

#include "common/base/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <unordered_map>

namespace chat {

/// Which of the client's databases: where its schema is, and what its commits survive.
struct SqlSchema
{
    QString resources; // a folder with 001-....sql, 002-....sql, ... and statements.sql
    int applicationId = 0; // tells in the file's head whose it is
    /// Whether a commit survives the loss of power, or the end of the process only.
    bool isDurable = false;
};

/// One SQLite file, opened, checked and brought up to the newest schema, with its prepared
/// statements. Lives in the thread that opened it.
class SqlFile
{
public:
    /// Refused: Conflict when the file is damaged, or is of a newer or another program; Unavailable
    /// when it can not be used at the moment.
    static Result<std::unique_ptr<SqlFile>> open(const QString &path, const SqlSchema &schema);
    ~SqlFile();
    Q_DISABLE_COPY_MOVE(SqlFile)

    /// Runs a statement of statements.sql; its rows are valid until it is run again. NULL is an
    /// invalid value.
    Result<QSqlQuery *> run(QLatin1StringView name, const QVariantList &values = {});
    /// Runs a statement that is not worth preparing, like BEGIN.
    Result<void> execute(const QString &sql);

private:
    explicit SqlFile(const SqlSchema &schema);
    Result<void> prepare();
    Result<void> check();
    Result<void> migrate(int version);
    Result<int> number(const QString &sql);

    SqlSchema m_schema;
    QString m_connection;
    QSqlDatabase m_database;
    QHash<QString, QString> m_statements;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

} // namespace chat
