#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"

namespace chat {

class SqlSession;

/// The rooms that a person belongs to, and how far they have read in each.
Result<QHash<RoomId, Seq>> readMemberships(SqlSession &sql, const UserId &user);

} // namespace chat
