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

void SqlModeration::acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done)
{
    m_worker.submit<QList<Act>>(
        Access::Read,
        [room, before, limit](SqlSession &sql) { return readActs(sql, room, before, limit); },
        std::move(done));
}

void SqlModeration::actsOfOperator(qint64 after, Done<QList<Act>> done)
{
    m_worker.submit<QList<Act>>(
        Access::Read, [after](SqlSession &sql) { return readActsOfOperator(sql, after); },
        std::move(done));
}

void SqlModeration::invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done)
{
    m_worker.submit<QList<Invitation>>(
        Access::Read, [user, now](SqlSession &sql) { return readInvitations(sql, user, now); },
        std::move(done));
}

} // namespace chat
