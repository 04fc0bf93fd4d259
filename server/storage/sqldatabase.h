#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QStringList>

namespace chat {

/// "Conf" in ASCII, in SQLite's own field for telling whose a file is.
inline constexpr int applicationId = 0x436f6e66;

enum class Durability {
    Full, // a committed transaction survives power loss
    Normal, // it survives the end of the process; the last ones may be lost with the power
};

/// Opens the server's SQLite database, makes it when it is not there, checks it and brings it up
/// to the newest schema. To be called in the thread that will use it. The error's detail is one
/// sentence for the operator: what is wrong with which file, and what to do.
Result<QSqlDatabase> openDatabase(const QString &path, const QString &connectionName,
                                  Durability durability);

/// QSQLITE runs one statement a call: the statements of this text, without comments.
QStringList statementsIn(const QString &sql);

/// The schema that this program writes; a file's own is its user_version.
int newestSchema();

} // namespace chat
