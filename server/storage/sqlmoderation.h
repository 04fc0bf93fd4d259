#pragma once

#include "server/core/moderation.h"
#include "server/storage/sqlworker.h"

namespace chat {

/// Moderation in SQL.
class SqlModeration final : public Moderation
{
public:
    explicit SqlModeration(SqlWorker &worker);

    void state(Timestamp now, Done<ModerationState> done) override;
    void perform(const Act &act, Done<Act> done) override;
    void acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done) override;
    void actsOfOperator(qint64 after, Done<QList<Act>> done) override;
    void invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done) override;

private:
    SqlWorker &m_worker;
};

} // namespace chat
