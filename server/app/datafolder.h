#pragma once

#include "common/base/result.h"

#include <QLockFile>

#include <memory>

namespace chat {

/// What a data folder holds, and the lock of the one who uses it.
namespace datafolder {

QString databaseFile(const QString &folder);
QString serverIdFile(const QString &folder);
/// Of the certificate that the server makes itself, and of its key.
QString certificateFile(const QString &folder);
QString keyFile(const QString &folder);

/// Makes the folder when it is not there, and keeps it for this process as long as the lock lives.
/// Refused: Conflict when another process has it, Unavailable when it can not be written to. The
/// detail is a whole sentence.
Result<std::unique_ptr<QLockFile>> lock(const QString &folder);

} // namespace datafolder

} // namespace chat
