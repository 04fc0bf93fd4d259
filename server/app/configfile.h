#pragma once

#include "server/app/serverconfig.h"

namespace chat {

/// Reads a TOML file of tables and keys, `[limits]` `sends_per_second = 5`, into the configuration.
/// The error's detail names the file, the line and the column.
Result<void> readConfigFile(const QString &path, ServerConfig &config);

/// The same with the text of a file; `path` is for the error.
Result<void> readConfigText(const QString &path, const QByteArray &text, ServerConfig &config);

} // namespace chat
