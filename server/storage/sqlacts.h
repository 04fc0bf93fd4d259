#pragma once

#include "server/core/moderation.h"

namespace chat {

class SqlSession;

/// Moderation::state() and Moderation::perform() in one transaction.
Result<ModerationState> readModerationState(SqlSession &sql, Timestamp now);
Result<Act> performAct(SqlSession &sql, const Act &act);
Result<QList<Act>> readActs(SqlSession &sql, const RoomId &room, Seq before, qint64 limit);
Result<QList<Act>> readActsOfOperator(SqlSession &sql, qint64 after);
Result<QList<Invitation>> readInvitations(SqlSession &sql, const UserId &user, Timestamp now);

} // namespace chat
