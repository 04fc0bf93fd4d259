#pragma once

#include "common/base/ids.h"

#include <QList>

#include <optional>

namespace chat {

/// A stretch of a room's history, both ends included; empty when `last` comes before `first`.
struct SeqRange
{
    Seq first;
    Seq last;

    bool isEmpty() const { return last < first; }
    qint64 length() const { return isEmpty() ? 0 : last.number() - first.number() + 1; }
    bool contains(Seq seq) const { return first <= seq && seq <= last; }

    friend bool operator==(const SeqRange &, const SeqRange &) = default;
};

/// A set of seqs, kept as the few stretches that it consists of. A value.
class SeqRanges
{
public:
    SeqRanges() = default;
    SeqRanges(std::initializer_list<SeqRange> ranges);

    /// Overlaps and neighbours grow together; an empty range adds nothing.
    void add(const SeqRange &range);
    void add(const SeqRanges &others);

    bool isEmpty() const { return m_ranges.isEmpty(); }
    bool contains(Seq seq) const;
    /// How many seqs of `range` are not in this set.
    qint64 missingIn(const SeqRange &range) const;
    /// The stretch that `seq` lies in.
    std::optional<SeqRange> around(Seq seq) const;
    /// What of this set lies in `range`.
    SeqRanges within(const SeqRange &range) const;
    /// Ascending; there is at least one missing seq between two of them.
    const QList<SeqRange> &ranges() const { return m_ranges; }
    /// What is missing between the first and the last stretch, ascending.
    QList<SeqRange> holes() const;

    friend bool operator==(const SeqRanges &, const SeqRanges &) = default;

private:
    QList<SeqRange> m_ranges;
};

} // namespace chat
