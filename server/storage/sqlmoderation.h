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

private:
    SqlWorker &m_worker;
};

} // namespace chat
