#pragma once

#include "common/base/random.h"
#include "common/base/result.h"

#include <QStringList>

namespace chat {

/// Saves what can be read of a damaged database, which nobody may be using and which is only read,
/// into a new one at `target`. In that, every room has a new epoch and a log without holes: lines
/// that are lost leave none, and replies still point at what they answered. People that are lost
/// but have written something become placeholders.
///
/// The lines say how many rows of what were saved, and what is known to be lost. The error's detail
/// is a whole sentence; then there is no target.
Result<QStringList> recover(const QString &damaged, const QString &target, Random &random);

} // namespace chat
