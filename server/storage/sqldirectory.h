#pragma once

#include "common/base/clock.h"
#include "server/core/directory.h"
#include "server/storage/freeplaces.h"
#include "server/storage/sqlworker.h"

namespace chat {

/// The directory in SQL.
class SqlDirectory final : public Directory
{
public:
    SqlDirectory(SqlWorker &worker, const Clock &clock);

    void rooms(Done<QList<RoomRecord>> done) override;
    void memberships(const UserId &user, Done<QHash<RoomId, Seq>> done) override;
    void createRoom(const RoomRecord &room, const UserId &creator, Done<void> done) override;
    void enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                   Done<RoomEntry> done) override;
    void members(const RoomId &room, Done<QList<Member>> done) override;
    void leaveRoom(const RoomId &room, const UserId &user, Done<bool> done) override;
    void markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done) override;

private:
    qint64 nowMs() const;

    SqlWorker &m_worker;
    const Clock &m_clock;
    std::shared_ptr<FreePlaces> m_places = std::make_shared<FreePlaces>(); // the store's thread's
};

} // namespace chat
