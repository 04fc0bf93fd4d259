#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>

namespace chat {

enum class Durability {
    Full, // a committed transaction survives power loss
    Normal, // it survives the end of the process; the last ones may be lost with the power
};

/// Opens the server's SQLite database, makes it when it is not there, checks it and brings it up
/// to the newest schema. To be called in the thread that will use it. The error's detail is one
/// sentence for the operator: what is wrong with which file, and what to do.
Result<QSqlDatabase> openDatabase(const QString &path, const QString &connectionName,
                                  Durability durability);

} // namespace chat
