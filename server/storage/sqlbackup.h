#pragma once

#include "common/base/random.h"
#include "common/base/result.h"

#include <QDateTime>

namespace chat {

/// What a copy holds.
struct CopyReport
{
    qint64 bytes = 0;
    qint64 rooms = 0;
    qint64 messages = 0;
    QString former = {}; // where the database is now that was there before; empty when none was
};

// The errors' details are whole sentences for the operator.

/// Copies the database as it is at one moment into a new `file`, also while a server is writing.
/// The file is there when it is complete and on the disk, and not before.
Result<CopyReport> backUp(const QString &database, const QString &file);

/// Puts a backup in the place of the database, whose folder the caller has locked; nothing else may
/// use it. All rooms get new epochs, so that clients notice. The former database is kept beside it
/// under a name with `now` in it. Whenever it is interrupted, the one or the other is in place.
Result<CopyReport> restore(const QString &file, const QString &database, Random &random,
                           const QDateTime &now);

} // namespace chat
