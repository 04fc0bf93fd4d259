#pragma once

#include "common/base/random.h"
#include "server/storage/sqlconnection.h"

namespace chat {

/// Gives every room a new epoch: whatever clients know of its history, they ask anew.
Result<void> renewEpochs(SqlConnection &database, Random &random);

} // namespace chat
