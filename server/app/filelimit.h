#pragma once

#include <optional>

namespace chat {

/// Lets this process open as many files and sockets as the system allows it, and says how many that
/// are. Nothing where there is no such limit.
std::optional<int> raiseFileLimit();

} // namespace chat
