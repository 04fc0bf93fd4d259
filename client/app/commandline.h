#pragma once

#include "client/core/serveraddress.h"

class QCoreApplication;

namespace chat {

/// What the program was started with.
struct CommandLine
{
    std::optional<ServerAddress> address;
    QString name;
    QString profile;
    QString settingsDirectory;
};

/// Ends the program after a sentence on stderr when the arguments make no sense, and after the
/// help when that is asked for.
CommandLine readCommandLine(const QCoreApplication &app);

} // namespace chat
