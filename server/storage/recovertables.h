#pragma once

#include "server/storage/sqlconnection.h"

namespace chat {

/// Reads every row of the damaged database that can be reached and is one of ours into the tables
/// saved_... of the other one, in the place of what they held; answers how many there were.
///
/// `path` is the damaged database's file, which may be changed.
Result<qint64> stageRows(SqlConnection &damaged, const QString &path, SqlConnection &target);

} // namespace chat
