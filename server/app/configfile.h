#pragma once

#include "server/app/serverconfig.h"

namespace chat {

/// Reads a TOML file of tables and keys, `[limits]` `sends_per_second = 5`, into the configuration.
/// The error's detail names the file, the line and the column.
Result<void> readConfigFile(const QString &path, ServerConfig &config);

} // namespace chat
