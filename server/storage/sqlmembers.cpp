#include "server/storage/sqlmembers.h"

#include "common/base/literals.h"
#include "server/storage/sqlsession.h"

namespace chat {

Result<QHash<RoomId, Seq>> readMemberships(SqlSession &sql, const UserId &user)
{
    auto rows = sql.run("memberships"_L1, { user.text() });
    if (!rows)
        return rows.error();
    QHash<RoomId, Seq> memberships;
    while (rows->next())
        memberships.insert(RoomId::fromText(rows->value(0).toString()),
                           Seq::fromNumber(rows->value(1).toLongLong()));
    return memberships;
}

} // namespace chat
