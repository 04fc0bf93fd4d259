#pragma once

#include "server/storage/sqlconnection.h"

#include <QLatin1StringView>

#include <functional>
#include <optional>
#include <span>

namespace chat {

/// A column as rows of ours have it; what differs from that is noise that looks like a row.
struct SalvageColumn
{
    enum class Kind {
        Id,
        Text,
        Number,
        OptionalNumber,
        Hash,
        Password,
        Subject,
        RoomRole,
        BanKind
    };
    QLatin1StringView name;
    Kind kind = Kind::Text;
};

/// A table and the columns by whose order it lies in the file. The last one of the key tells rows
/// of one group apart, the others, if any, name the group.
struct SalvageTable
{
    QLatin1StringView name;
    std::span<const SalvageColumn> columns; // the key's first
    int keyColumns = 1; // 1 or 2
};

QString columnNames(const SalvageTable &table);
/// The row at which the query is, unless it is noise.
std::optional<QVariantList> soundRow(const SalvageTable &table, const QSqlQuery &query);

/// Reads every row of a table that can be reached, each once, in a damaged file: from both ends of
/// the table, and where both stop, from the middle of what is left, again and again. Bounded by
/// the number of places where it looks in vain.
class SqlSalvage
{
public:
    using Row = QVariantList; // in the order of the table's columns
    using Take = std::function<void(const Row &row)>;

    explicit SqlSalvage(SqlConnection &damaged)
        : m_damaged(damaged)
    {
    }

    /// All of a table with one key column.
    void readTable(const SalvageTable &table, const Take &take);
    /// The row with this key of a table with one key column.
    void readRow(const SalvageTable &table, const QVariant &key, const Take &take);
    /// The rows of one group of a table with two.
    void readGroup(const SalvageTable &table, const QString &group, const Take &take);
    /// The names of all groups that can be reached.
    QStringList groups(const SalvageTable &table);
    /// Whether there were places where nothing could be read.
    bool hasMissed() const { return m_hasMissed; }

private:
    /// From `low` up to and without `high`.
    struct Range
    {
        QVariant low;
        QVariant high;
    };
    void readAll(const SalvageTable &table, const QVariantList &group, const Take &take);
    bool readOneWay(QSqlQuery &query, const SalvageTable &table, const QVariantList &group,
                    Range &range, bool isForward, const Take &take);

    SqlConnection &m_damaged;
    bool m_hasMissed = false;
};

} // namespace chat
