#pragma once

#include "client/core/credentials.h"
#include "common/base/result.h"

/// Secrets on their way in: never as arguments, which everybody on the machine can read. The
/// errors' details are sentences for the person who typed the command.
namespace chat::secrets {

/// The first line of a file that only its owner can read.
Result<QString> ofFile(const QString &path);
/// What is typed at the terminal, which does not show it. Waits for it.
Result<QString> ofTerminal(const QString &question);
/// What the environment says, and says no more to programs that this one starts; without a kind
/// when it says nothing.
Credentials ofEnvironment();

} // namespace chat::secrets
