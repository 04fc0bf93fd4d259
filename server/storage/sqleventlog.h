#pragma once

#include "server/core/eventlog.h"
#include "server/storage/sqlworker.h"

namespace chat {

/// The event log in SQL: table `log` is what happened, table `messages` what it looks like now.
class SqlEventLog final : public EventLog
{
public:
    explicit SqlEventLog(SqlWorker &worker);

    void append(const NewLine &line, Done<StoredLine> done) override;
    void page(const PageQuery &query, Done<Page> done) override;
    void purge(const Purge &purge, Done<Seq> done) override;

private:
    SqlWorker &m_worker;
};

} // namespace chat
