#pragma once

#include "server/storage/sqlsalvage.h"

namespace chat {

/// Reads the rows of pages to which no way leads any more, because the page that pointed there is
/// damaged: each page of the file that can hold rows is read as if it were a whole table. What a
/// row's columns are tells whose it is; a row that has been read already comes again.
///
/// SQLite clears what it deletes, so that nothing comes back that was deleted.
class LoosePages
{
public:
    using Take = std::function<void(std::size_t table, const SqlSalvage::Row &row)>;

    /// `path` is the file of the database, which is changed: it is for nothing else afterwards.
    LoosePages(SqlConnection &damaged, QString path)
        : m_damaged(damaged)
        , m_path(std::move(path))
    {
    }

    void read(std::span<const SalvageTable> tables, const Take &take);

private:
    bool pretend(qint64 page);

    SqlConnection &m_damaged;
    QString m_path;
};

} // namespace chat
