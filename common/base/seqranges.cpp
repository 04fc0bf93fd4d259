#include "common/base/seqranges.h"

#include <algorithm>

namespace chat {

SeqRanges::SeqRanges(std::initializer_list<SeqRange> ranges)
{
    for (const SeqRange &range : ranges)
        add(range);
}

void SeqRanges::add(const SeqRange &range)
{
    if (range.isEmpty())
        return;
    const auto endsBefore = [](const SeqRange &one, Seq seq) { return one.last.next() < seq; };
    const auto first = std::lower_bound(m_ranges.begin(), m_ranges.end(), range.first, endsBefore);
    SeqRange whole = range;
    auto past = first;
    for (; past != m_ranges.end() && past->first <= range.last.next(); ++past) {
        whole.first = std::min(whole.first, past->first);
        whole.last = std::max(whole.last, past->last);
    }
    m_ranges.insert(m_ranges.erase(first, past), whole);
}

void SeqRanges::add(const SeqRanges &others)
{
    for (const SeqRange &range : others.m_ranges)
        add(range);
}

std::optional<SeqRange> SeqRanges::around(Seq seq) const
{
    for (const SeqRange &range : m_ranges) {
        if (range.contains(seq))
            return range;
    }
    return std::nullopt;
}

SeqRanges SeqRanges::within(const SeqRange &range) const
{
    SeqRanges part;
    for (const SeqRange &one : m_ranges)
        part.add({ std::max(one.first, range.first), std::min(one.last, range.last) });
    return part;
}

bool SeqRanges::contains(Seq seq) const
{
    return missingIn({ seq, seq }) == 0;
}

qint64 SeqRanges::missingIn(const SeqRange &range) const
{
    qint64 missing = range.length();
    for (const SeqRange &one : m_ranges)
        missing -=
            SeqRange { std::max(one.first, range.first), std::min(one.last, range.last) }.length();
    return missing;
}

QList<SeqRange> SeqRanges::holes() const
{
    QList<SeqRange> holes;
    for (qsizetype i = 1; i < m_ranges.size(); ++i) {
        const Seq last = Seq::fromNumber(m_ranges.at(i).first.number() - 1);
        holes.append({ m_ranges.at(i - 1).last.next(), last });
    }
    return holes;
}

} // namespace chat
