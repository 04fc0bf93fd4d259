#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

namespace chat {

/// A connection to a database file for what the server at work does not do itself: looking after
/// the file. Closed at its end. Lives in the thread that made it.
///
/// The errors' details are SQLite's own words; their codes are toError()'s.
class SqlConnection
{
public:
    enum class Mode {
        ReadOnly, // but what a killed program has left half done is undone first
        ReadWrite
    };

    /// Does not check what is in the file, nor make one that is not there.
    static Result<std::unique_ptr<SqlConnection>> open(const QString &path, Mode mode);
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    /// Runs one statement; the rows are forward only.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});
    /// The first column of the first row; a null value when there is no row.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// A statement to be run many times.
    Result<QSqlQuery> prepare(const QString &sql);

private:
    explicit SqlConnection(QString name)
        : m_name(std::move(name))
    {
    }

    QString m_name;
};

/// Runs a prepared statement with these values.
Result<void> execute(QSqlQuery &query, const QVariantList &values = {});
/// To be asked when next() was false: whether that was the end, or the next row can not be read.
Result<void> ended(const QSqlQuery &query);

} // namespace chat
