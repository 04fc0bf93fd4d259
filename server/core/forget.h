#pragma once

#include "common/base/clock.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace chat {

/// For tables that strangers fill: forgets the older half when there are `limit` entries, so that
/// the table is bounded and a flood of new ones costs little each.
template <class Key, class Entry>
void forgetOlderHalf(QHash<Key, Entry> &entries, Instant Entry::*when, qsizetype limit)
{
    if (entries.size() < limit)
        return;
    std::vector<Instant> times;
    times.reserve(static_cast<std::size_t>(entries.size()));
    for (const Entry &entry : std::as_const(entries))
        times.push_back(entry.*when);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    entries.removeIf(
        [when, newest = *middle](const auto &entry) { return (*entry).*when <= newest; });
}

} // namespace chat
