#include "server/storage/sqlmoderation.h"

#include "server/storage/sqlacts.h"
#include "server/storage/sqlsession.h"

namespace chat {

using Access = SqlWorker::Access;

SqlModeration::SqlModeration(SqlWorker &worker)
    : m_worker(worker)
{
}

void SqlModeration::state(Timestamp now, Done<ModerationState> done)
{
    m_worker.submit<ModerationState>(
        Access::Read, [now](SqlSession &sql) { return readModerationState(sql, now); },
        std::move(done));
}

void SqlModeration::perform(const Act &act, Done<Act> done)
{
    m_worker.submit<Act>(
        Access::Write, [act](SqlSession &sql) { return performAct(sql, act); }, std::move(done));
}

} // namespace chat
