#pragma once

#include "common/protocol/values.h"

/// The things that events of moderation speak of.
namespace chat {

/// What those who keep order do.
enum class ModeratorAction { Kick, SetRole };
constexpr auto wireNames(ModeratorAction)
{
    using enum ModeratorAction;
    return std::array<WireName<ModeratorAction>, 2> { { { Kick, "kick"_L1 },
                                                        { SetRole, "set-role"_L1 } } };
}

} // namespace chat
