#pragma once

#include "client/ctl/load/loadplan.h"
#include "client/ctl/load/wire.h"
#include "common/base/result.h"

#include <QStringList>

namespace chat {

/// What the command line of a load asks for.
struct LoadOptions
{
    LoadPlan plan;
    WirePath target;
    QString name; // what all clients' names begin with
    Fingerprint fingerprint = {}; // of a wss:// server's key; nobody's: its certificate must do
    QString text = {}; // of --help: print it and end
};

/// Whether these arguments, the program's name first, are those of a load.
bool isLoad(const QStringList &arguments);

/// Reads them. Refused, with a sentence for the person who typed them: what is out of range or
/// contradicts itself, and a target that is another machine without --anywhere.
Result<LoadOptions> readLoadOptions(const QStringList &arguments);

} // namespace chat
