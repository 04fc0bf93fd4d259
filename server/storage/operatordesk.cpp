#include "server/storage/operatordesk.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/core/wiretext.h"
#include "server/storage/sqlacts.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqldatabase.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlvalues.h"

#include <QFileInfo>
#include <QSqlError>

namespace chat {

namespace {

const QString connectionName = u"confab-operator"_s;

Error sentence(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

Result<void> requireThisVersion(const QString &path)
{
    const auto database = SqlConnection::open(path, SqlConnection::Mode::ReadOnly);
    if (!database)
        return sentence(u"%1 can not be read (%2)"_s.arg(path, database.error().detail));
    if (const auto ours = requireOurs(**database, path); !ours)
        return ours;
    const auto version = (*database)->value(u"PRAGMA user_version"_s);
    if (!version || version->toInt() != newestSchema())
        return sentence(
            u"%1 is of a former version: start confabd once, which renews it"_s.arg(path));
    return {};
}

} // namespace

struct OperatorDesk::Connection
{
    explicit Connection(const QSqlDatabase &database)
        : sql(database)
    {
    }
    SqlSession sql;
};

Result<std::unique_ptr<OperatorDesk>> OperatorDesk::open(const QString &path)
{
    if (const auto ours = requireThisVersion(path); !ours)
        return ours.error();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connectionName);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s); // a server may be writing
    if (!database.open())
        return sentence(u"%1 can not be opened (%2)"_s.arg(path, database.lastError().text()));
    std::unique_ptr<OperatorDesk> desk(new OperatorDesk(std::make_unique<Connection>(database)));
    if (const auto set = desk->m_connection->sql.runText(u"PRAGMA foreign_keys = ON"_s); !set)
        return set.error();
    return desk;
}

OperatorDesk::OperatorDesk(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

OperatorDesk::~OperatorDesk()
{
    m_connection.reset(); // everything that uses it
    QSqlDatabase::removeDatabase(connectionName);
}

Result<Act> OperatorDesk::perform(const Act &act)
{
    SqlSession &sql = m_connection->sql;
    if (const auto begun = sql.execute("begin-writing"_L1); !begun)
        return begun.error();
    const Result<Act> done = performAct(sql, act);
    const auto ended = sql.execute(done ? "commit"_L1 : "roll-back"_L1);
    return done && !ended ? Result<Act>(ended.error()) : done;
}

Result<UserId> OperatorDesk::personNamed(const QString &name)
{
    auto rows = m_connection->sql.run("credential-of-name"_L1, { names::key(name) });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return sentence(u"nobody is called \"%1\""_s.arg(name));
    return UserId::fromText(rows->value(0).toString());
}

Result<void> OperatorDesk::requireRoom(const RoomId &room)
{
    auto rows = m_connection->sql.run("room-head"_L1, { room.text() });
    if (!rows)
        return rows.error();
    return rows->next() ? Result<void>() : sentence(u"there is no room \"%1\""_s.arg(room.text()));
}

Result<QList<OperatorDesk::PersonRow>> OperatorDesk::people()
{
    auto rows = m_connection->sql.run("people"_L1);
    if (!rows)
        return rows.error();
    QList<PersonRow> people;
    while (rows->next())
        people.append({ .id = UserId::fromText(rows->value(0).toString()),
                        .name = rows->value(1).toString(),
                        .role = fromWireText(rows->value(2).toString(), Role::Guest) });
    return people;
}

Result<QList<StoredSession>> OperatorDesk::sessions(const UserId &user)
{
    auto rows = m_connection->sql.run("tokens"_L1, { user.text() });
    if (!rows)
        return rows.error();
    QList<StoredSession> sessions;
    while (rows->next())
        sessions.append(
            { .tokenHash = rows->value(0).toByteArray(),
              .device = rows->value(1).toString(),
              .facts = { .createdAt = fromMs(rows->value(2)), .usedAt = fromMs(rows->value(3)) } });
    return sessions;
}

Result<ModerationState> OperatorDesk::state(Timestamp now)
{
    return readModerationState(m_connection->sql, now);
}

Result<QList<Act>> OperatorDesk::acts(const RoomId &room, qint64 limit)
{
    return readActs(m_connection->sql, room, Seq::fromNumber(rules::largestNumber), limit);
}

} // namespace chat
