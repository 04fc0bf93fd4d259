#include "server/storage/loosepages.h"

#include "common/base/literals.h"

#include <QFile>

namespace chat {

namespace {

constexpr qint64 pageBytes = 4096; // ours
// Of tables WITHOUT ROWID, https://sqlite.org/fileformat2.html#b_tree_pages
constexpr char leafOfRows = 0x0a;

} // namespace

/// Makes this page the root of every table, until the transaction ends.
bool LoosePages::pretend(qint64 page)
{
    return m_damaged.run(u"UPDATE sqlite_master SET rootpage = ? WHERE type = 'table'"_s, { page })
        && m_damaged.run(u"PRAGMA writable_schema = RESET"_s) // reads it anew
        && m_damaged.run(u"PRAGMA writable_schema = ON"_s);
}

void LoosePages::read(std::span<const SalvageTable> tables, const Take &take)
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly) || !m_damaged.run(u"BEGIN"_s))
        return;
    const qint64 pages = file.size() / pageBytes;
    for (qint64 page = 2; page <= pages; ++page) {
        char type = 0;
        const bool isLeaf =
            file.seek((page - 1) * pageBytes) && file.getChar(&type) && type == leafOfRows;
        if (!isLeaf || !pretend(page))
            continue;
        for (std::size_t table = 0; table < tables.size(); ++table) {
            Result<QSqlQuery> rows = m_damaged.run(
                u"SELECT %1 FROM %2"_s.arg(columnNames(tables[table]), tables[table].name));
            while (rows && rows->next()) {
                if (const auto row = soundRow(tables[table], *rows))
                    take(table, *row);
            }
        }
    }
    (void)m_damaged.run(u"ROLLBACK"_s);
}

} // namespace chat
