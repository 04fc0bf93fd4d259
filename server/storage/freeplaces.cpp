#include "server/storage/freeplaces.h"

#include "common/base/literals.h"
#include "server/core/directory.h"
#include "server/storage/sqlsession.h"

namespace chat {

Result<void> FreePlaces::take(SqlSession &sql, const QString &room)
{
    qint64 &free = m_free[room];
    if (free == 0) {
        auto rows = sql.run("member-count"_L1, { room });
        if (!rows)
            return rows.error();
        rows->next();
        free = std::max<qint64>(limits::membersPerRoom - rows->value(0).toLongLong(), 0);
    }
    if (free == 0)
        return roomIsFull(RoomId::fromText(room));
    --free;
    return {};
}

} // namespace chat
