#pragma once

#include "client/ctl/load/loadoptions.h"

namespace chat {

/// Runs the load that these arguments describe, and prints what it has found out; the exit code.
/// Needs a QCoreApplication.
int runLoad(const QStringList &arguments);

} // namespace chat
