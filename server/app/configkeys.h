#pragma once

#include "server/app/serverconfig.h"

#include <span>

namespace chat {

/// One key of the configuration: its name in the file and in --set, and how to set it.
struct ConfigKey
{
    QLatin1StringView name;
    QLatin1StringView meaning; // for --help
    Result<void> (*set)(ServerConfig &config, const QString &value);
};

/// The one table of keys. The flags of the command line are short for some of them.
std::span<const ConfigKey> configKeys();

} // namespace chat
