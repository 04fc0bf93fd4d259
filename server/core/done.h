#pragma once

#include "common/base/result.h"

#include <functional>

namespace chat {

/// How a port answers: called exactly once, in the thread of the asker, never before the asking
/// call has returned, and in the order of the asking.
template <class T>
using Done = std::function<void(Result<T>)>;

} // namespace chat
