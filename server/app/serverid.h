#pragma once

#include "common/base/result.h"

namespace chat {

class Random;

/// The name of this server for clients and beacons, whatever its address and title become: 32
/// hexadecimal digits in the file at `path`, which is made when there is none. The error's detail
/// is one sentence for the operator: the file is not such a one, or can not be read or made.
Result<QString> readServerId(const QString &path, Random &random);

} // namespace chat
