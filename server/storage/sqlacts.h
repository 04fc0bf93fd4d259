#pragma once

#include "server/core/moderation.h"

namespace chat {

class SqlSession;

/// Moderation::state() and Moderation::perform() in one transaction.
Result<ModerationState> readModerationState(SqlSession &sql, Timestamp now);
Result<Act> performAct(SqlSession &sql, const Act &act);

} // namespace chat
