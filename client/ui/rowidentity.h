#pragma once

#include "common/base/ids.h"

class QModelIndex;

namespace chat {

/// Which line of a timeline a row shows, while rows come and go around it: its seq, or its tag as
/// long as it has no seq.
struct RowIdentity
{
    Seq seq = {};
    Tag tag = {}; // only without a seq

    static RowIdentity of(const QModelIndex &index);

    friend bool operator==(const RowIdentity &, const RowIdentity &) = default;
    friend size_t qHash(const RowIdentity &row, size_t seed = 0)
    {
        return qHashMulti(seed, row.seq.number(), row.tag);
    }
};

} // namespace chat
