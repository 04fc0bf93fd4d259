#pragma once

#include "server/app/serverconfig.h"

namespace chat {

struct DbOutcome
{
    QStringList lines; // for the operator: what was found or done
    bool isSound = true; // false: done as asked, and what was found is bad
};

/// Does what `confabd db ...` asks for, with the database of this data folder. The error's detail
/// is one sentence for the operator.
Result<DbOutcome> runDbCommand(const DbRequest &request, const QString &dataFolder);

} // namespace chat
