#pragma once

#include <QLatin1StringView>

#include <array>

namespace chat {

/// 256 short words that differ well when they are read aloud, one for each value of a byte. Never
/// changed: people compare what two programs of different versions show.
const std::array<QLatin1StringView, 256> &wordList();

} // namespace chat
