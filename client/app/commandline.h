#pragma once

#include "client/core/serveraddress.h"

namespace chat {

/// What the program was started with.
struct CommandLine
{
    std::optional<ServerAddress> address;
    QString addressText; // as it was given
    QString name;
    QString profile; // so that two people at one machine are not one at the server
    QString settingsDirectory;
};

/// Reads the arguments, the name of the program first. Ends it after a sentence on stderr when the
/// arguments make no sense, and after the help when that is asked for.
CommandLine readCommandLine(const QStringList &arguments);

} // namespace chat
