#include "server/storage/sqlepochs.h"

#include "common/base/ids.h"
#include "common/base/literals.h"

namespace chat {

namespace {

constexpr int epochBytes = 16;

Result<QStringList> roomIds(SqlConnection &database)
{
    Result<QSqlQuery> rows = database.run(u"SELECT id FROM rooms"_s);
    if (!rows)
        return rows.error();
    QStringList ids;
    while (rows->next())
        ids << rows->value(0).toString();
    if (const auto end = ended(*rows); !end)
        return end.error();
    return ids;
}

Result<void> renewAll(SqlConnection &database, Random &random)
{
    const Result<QStringList> ids = roomIds(database);
    if (!ids)
        return ids.error();
    Result<QSqlQuery> update = database.prepare(u"UPDATE rooms SET epoch = ? WHERE id = ?"_s);
    if (!update)
        return update.error();
    for (const QString &id : *ids) {
        if (const auto renewed = execute(*update, { newRandomHex(random, epochBytes), id });
            !renewed)
            return renewed.error();
    }
    return {};
}

} // namespace

Result<void> renewEpochs(SqlConnection &database, Random &random)
{
    if (const auto begun = database.run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun.error();
    if (const auto renewed = renewAll(database, random); !renewed) {
        (void)database.run(u"ROLLBACK"_s);
        return renewed;
    }
    const auto committed = database.run(u"COMMIT"_s);
    return committed ? Result<void>() : committed.error();
}

} // namespace chat
