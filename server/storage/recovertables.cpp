#include "server/storage/recovertables.h"

#include "common/base/literals.h"
#include "server/storage/loosepages.h"

#include <array>
#include <optional>
#include <vector>

namespace chat {

namespace {

using Column = SalvageColumn;
using Kind = SalvageColumn::Kind;

// Of each table first the columns of the first schema, then what later ones have added, in order.
constexpr std::array users { Column { "id"_L1, Kind::Id },
                             Column { "name"_L1 },
                             Column { "name_key"_L1 },
                             Column { "avatar"_L1 },
                             Column { "created_ms"_L1, Kind::Number },
                             Column { "role"_L1 } };
constexpr std::array tokens { Column { "hash"_L1, Kind::Hash },
                              Column { "user_id"_L1, Kind::Id },
                              Column { "created_ms"_L1, Kind::Number },
                              Column { "used_ms"_L1, Kind::Number },
                              Column { "device"_L1 },
                              Column { "ends_ms"_L1, Kind::OptionalNumber } };
constexpr std::array passwords { Column { "user_id"_L1, Kind::Id },
                                 Column { "hash"_L1, Kind::Password },
                                 Column { "changed_ms"_L1, Kind::Number } };
constexpr std::array subjects { Column { "subject"_L1, Kind::Subject },
                                Column { "user_id"_L1, Kind::Id },
                                Column { "created_ms"_L1, Kind::Number } };
constexpr std::array rooms { Column { "id"_L1, Kind::Id },
                             Column { "title"_L1 },
                             Column { "topic"_L1 },
                             Column { "kind"_L1 },
                             Column { "last_seq"_L1, Kind::Number },
                             Column { "created_ms"_L1, Kind::Number },
                             Column { "first_seq"_L1, Kind::Number },
                             Column { "keep"_L1 },
                             Column { "keep_amount"_L1, Kind::OptionalNumber },
                             Column { "shows_receipts"_L1, Kind::Number },
                             Column { "slow_seconds"_L1, Kind::Number } };
constexpr std::array members { Column { "room_id"_L1, Kind::Id }, Column { "user_id"_L1, Kind::Id },
                               Column { "read_seq"_L1, Kind::Number },
                               Column { "joined_ms"_L1, Kind::Number } };
constexpr std::array roles { Column { "room_id"_L1, Kind::Id }, Column { "user_id"_L1, Kind::Id },
                             Column { "role"_L1, Kind::RoomRole },
                             Column { "until_ms"_L1, Kind::OptionalNumber } };
constexpr std::array bans { Column { "kind"_L1, Kind::BanKind },
                            Column { "target"_L1, Kind::Id },
                            Column { "user_id"_L1 },
                            Column { "by_id"_L1 },
                            Column { "reason"_L1 },
                            Column { "at_ms"_L1, Kind::Number },
                            Column { "until_ms"_L1, Kind::OptionalNumber } };
constexpr std::array invitations { Column { "room_id"_L1, Kind::Id },
                                   Column { "user_id"_L1, Kind::Id }, Column { "by_id"_L1 },
                                   Column { "at_ms"_L1, Kind::Number },
                                   Column { "until_ms"_L1, Kind::Number } };
constexpr std::array audit { Column { "seq"_L1, Kind::Number },
                             Column { "at_ms"_L1, Kind::Number },
                             Column { "action"_L1 },
                             Column { "actor_id"_L1 },
                             Column { "room_id"_L1 },
                             Column { "user_id"_L1 },
                             Column { "value"_L1 },
                             Column { "reason"_L1 },
                             Column { "removed"_L1, Kind::Number },
                             Column { "until_ms"_L1, Kind::OptionalNumber } };
constexpr std::array log { Column { "room_id"_L1, Kind::Id },
                           Column { "seq"_L1, Kind::Number },
                           Column { "kind"_L1 },
                           Column { "event_id"_L1, Kind::Id },
                           Column { "user_id"_L1, Kind::Id },
                           Column { "tag"_L1, Kind::Id },
                           Column { "at_ms"_L1, Kind::Number },
                           Column { "digest"_L1, Kind::Hash } };
constexpr std::array messages { Column { "room_id"_L1, Kind::Id },
                                Column { "seq"_L1, Kind::Number },
                                Column { "id"_L1, Kind::Id },
                                Column { "user_id"_L1, Kind::Id },
                                Column { "tag"_L1, Kind::Id },
                                Column { "content"_L1 },
                                Column { "reply_to"_L1, Kind::OptionalNumber },
                                Column { "at_ms"_L1, Kind::Number } };

/// Puts rows into the staging table of a table.
class Stage
{
public:
    Stage(SqlConnection &target, const SalvageTable &table)
    {
        QStringList names;
        for (const Column &column : table.columns)
            names << column.name;
        const QString marks = QStringList(names.size(), u"?"_s).join(u", "_s);
        (void)target.run(u"DELETE FROM temp.saved_%1"_s.arg(table.name));
        auto insert = target.prepare(u"INSERT OR IGNORE INTO temp.saved_%1 (%2) VALUES (%3)"_s.arg(
            table.name, names.join(u", "_s), marks));
        if (insert)
            m_insert = std::move(*insert);
        else
            m_error = insert.error();
    }

    void take(const SqlSalvage::Row &row)
    {
        if (m_error)
            return;
        if (const auto put = execute(m_insert, row); !put)
            m_error = put.error();
        else
            m_count += m_insert.numRowsAffected();
    }
    Result<qint64> count() const
    {
        return m_error ? Result<qint64>(*m_error) : Result<qint64>(m_count);
    }

private:
    QSqlQuery m_insert;
    std::optional<Error> m_error;
    qint64 m_count = 0;
};

QStringList texts(SqlConnection &database, const QString &sql)
{
    QStringList found;
    Result<QSqlQuery> rows = database.run(sql);
    while (rows && rows->next())
        found << rows->value(0).toString();
    return found;
}

void readGroups(SqlSalvage &salvage, const SalvageTable &table, const QStringList &knownRooms,
                const SqlSalvage::Take &take)
{
    QStringList groups = knownRooms + salvage.groups(table);
    groups.removeDuplicates();
    for (const QString &room : std::as_const(groups))
        salvage.readGroup(table, room, take);
}

/// The table with the columns that it has there: a damaged file may be of a former schema, in which
/// some were not yet, or not even the table.
std::optional<SalvageTable> asItIs(SqlConnection &damaged, SalvageTable table)
{
    const auto isThere = [&damaged](const SalvageTable &candidate) {
        return damaged.prepare(u"SELECT %1 FROM %2"_s.arg(columnNames(candidate), candidate.name))
            .has_value();
    };
    while (!table.columns.empty() && !isThere(table))
        table.columns = table.columns.first(table.columns.size() - 1);
    return table.columns.empty() ? std::nullopt : std::optional(table);
}

std::vector<SalvageTable> tablesOf(SqlConnection &damaged)
{
    const std::array all { SalvageTable { "rooms"_L1, rooms },
                           SalvageTable { "tokens"_L1, tokens },
                           SalvageTable { "passwords"_L1, passwords },
                           SalvageTable { "subjects"_L1, subjects },
                           SalvageTable { "messages"_L1, messages, 2 },
                           SalvageTable { "log"_L1, log, 2 },
                           SalvageTable { "members"_L1, members, 2 },
                           SalvageTable { "roles"_L1, roles, 2 },
                           SalvageTable { "audit"_L1, audit },
                           SalvageTable { "bans"_L1, bans, 2 },
                           SalvageTable { "invitations"_L1, invitations, 2 },
                           SalvageTable { "users"_L1, users } };
    std::vector<SalvageTable> there;
    for (const SalvageTable &table : all) {
        if (const auto found = asItIs(damaged, table))
            there.push_back(*found);
    }
    return there;
}

/// By the ids that other tables name.
void readNamedUsers(SqlSalvage &salvage, SqlConnection &target, const SalvageTable &table,
                    const SqlSalvage::Take &take)
{
    const QStringList missing = texts(
        target,
        u"SELECT user_id FROM saved_messages UNION SELECT user_id FROM saved_members "
        "UNION SELECT user_id FROM saved_tokens UNION SELECT user_id FROM saved_passwords "
        "UNION SELECT user_id FROM saved_subjects UNION SELECT user_id FROM saved_roles UNION SELECT user_id FROM saved_invitations EXCEPT SELECT id FROM saved_users"_s);
    for (const QString &id : missing)
        salvage.readRow(table, id, take);
}

} // namespace

Result<qint64> stageRows(SqlConnection &damaged, const QString &path, SqlConnection &target)
{
    SqlSalvage salvage(damaged);
    const std::vector<SalvageTable> tables = tablesOf(damaged);
    std::vector<Stage> stages;
    for (const SalvageTable &table : tables)
        stages.emplace_back(target, table);
    const auto take = [&stages](std::size_t table, const SqlSalvage::Row &row) {
        stages[table].take(row);
    };
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto put = [&take, i](const SqlSalvage::Row &row) { take(i, row); };
        if (tables[i].keyColumns == 1)
            salvage.readTable(tables[i], put);
        else
            readGroups(salvage, tables[i], texts(target, u"SELECT id FROM saved_rooms"_s), put);
    }
    if (!tables.empty() && salvage.hasMissed()) {
        readNamedUsers(salvage, target, tables.back(),
                       [&stages](const SqlSalvage::Row &row) { stages.back().take(row); });
        LoosePages(damaged, path).read(tables, take);
    }
    qint64 sum = 0;
    for (const Stage &stage : stages) {
        const Result<qint64> count = stage.count();
        if (!count)
            return count;
        sum += *count;
    }
    return sum;
}

} // namespace chat
