#pragma once

#include "server/storage/sqlconnection.h"

#include <QStringList>

namespace chat {

/// What is wrong with a database of ours: one plain sentence each, nothing when it is sound. Looks
/// at the file itself and at what the program relies on: each room's log without holes, the lines
/// that are shown being those of the log, every send stored once, nobody named who is not there.
///
/// Reads everything once, as it was at one moment, also while a server is writing.
Result<QStringList> findDamage(SqlConnection &database);

/// Whether this is a file of this program, and of no newer version of it. The error's detail is a
/// whole sentence, with `path` in it.
Result<void> requireOurs(SqlConnection &database, const QString &path);

} // namespace chat
