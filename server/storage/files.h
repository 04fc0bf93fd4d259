#pragma once

#include "common/base/result.h"

namespace chat {

// What QFile does not do for a file that must survive the loss of power. The error's detail names
// the file and says the system's words.

/// Waits until a file, or the names in a folder, are on the disk.
Result<void> syncToDisk(const QString &path);
/// Gives a file a second name, beside the first; refused when that is taken. Copies it where the
/// file system has no such names.
Result<void> giveSecondName(const QString &path, const QString &secondName);
/// Moves a file to another name, over what is there; whoever looks sees one of the two.
Result<void> replaceFile(const QString &path, const QString &target);
/// Moves a file to another name; refused when that is taken.
Result<void> renameFile(const QString &path, const QString &target);
/// Makes a file be gone; that it never was is fine.
Result<void> removeFile(const QString &path);
/// Makes a database be gone, with the files that SQLite keeps beside it.
void removeDatabase(const QString &path);

} // namespace chat
