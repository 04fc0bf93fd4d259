#include "server/storage/sqlsession.h"

#include "common/base/literals.h"

#include <QFile>
#include <QSqlError>

namespace chat {

namespace {

// SQLite's primary result codes, https://sqlite.org/rescode.html
constexpr int busy = 5;
constexpr int locked = 6;
constexpr int readOnly = 8;
constexpr int ioError = 10;
constexpr int corrupt = 11;
constexpr int full = 13;
constexpr int cantOpen = 14;
constexpr int notADatabase = 26;

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

const QString &placeholder(int number)
{
    static const QStringList names { u":0"_s, u":1"_s, u":2"_s, u":3"_s, u":4"_s,  u":5"_s,
                                     u":6"_s, u":7"_s, u":8"_s, u":9"_s, u":10"_s, u":11"_s };
    return names.at(number);
}

// Each question mark becomes a name: of those Qt makes the name of its number, whenever a value is
// bound, which takes longer than binding it. None of the statements has one in a text.
QString withNames(QString sql)
{
    int number = 0;
    for (auto at = sql.indexOf(u'?'); at >= 0; at = sql.indexOf(u'?', at))
        sql.replace(at, 1, placeholder(number++));
    return sql;
}

} // namespace

bool isDamage(const QSqlError &error)
{
    const int code = primaryCode(error);
    return code == corrupt || code == notADatabase;
}

Error toError(const QSqlError &error)
{
    const QString detail = u"store: "_s + error.text();
    switch (primaryCode(error)) {
    case full:
        return { .code = ErrorCode::StoreFull, .detail = detail };
    case busy:
    case locked:
    case readOnly:
    case ioError:
    case cantOpen:
    case corrupt: // and what was not damaged goes on being served
    case notADatabase:
        return { .code = ErrorCode::Unavailable, .detail = detail };
    default:
        return { .code = ErrorCode::Internal, .detail = detail };
    }
}

SqlSession::SqlSession(QSqlDatabase database)
    : m_database(std::move(database))
    , m_statements(blocksOf(u":/sql/statements.sql"_s))
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
        if (!prepared->prepare(withNames(sql)))
            return failure(prepared->lastError());
        query = std::move(prepared);
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(placeholder(i), values.at(i));
    if (!query->exec())
        return failure(query->lastError());
    return SqlRows(*query);
}

Result<void> SqlSession::execute(QLatin1StringView name)
{
    const auto rows = run(name);
    return rows ? Result<void>() : rows.error();
}

Error SqlSession::failure(const QSqlError &error)
{
    m_hasSeenDamage = m_hasSeenDamage || isDamage(error);
    return toError(error);
}

Result<void> SqlSession::runText(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(query.lastError());
    return {};
}

QHash<QString, QString> blocksOf(const QString &fileName)
{
    QFile file(fileName);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "blocksOf", "the SQL is not linked in");
    QHash<QString, QString> statements;
    const QStringList blocks = QString::fromUtf8(file.readAll()).split(u"-- :"_s);
    for (const QString &block : blocks.sliced(1)) {
        const qsizetype lineEnd = block.indexOf(u'\n');
        statements.insert(block.left(lineEnd).trimmed(), block.sliced(lineEnd).trimmed());
    }
    return statements;
}

} // namespace chat
