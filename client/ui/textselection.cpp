#include "client/ui/textselection.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <utility>

namespace chat {

TextSelection TextSelection::word(const TextPlace &place, const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min<qsizetype>(place.position, text.size()));
    if (!finder.isAtBoundary() || finder.position() == text.size())
        finder.toPreviousBoundary();
    TextSelection word({ place.row, static_cast<int>(std::max<qsizetype>(finder.position(), 0)) });
    finder.toNextBoundary();
    word.extendTo({ place.row, static_cast<int>(finder.position()) });
    return word;
}

bool TextSelection::isEmpty() const
{
    return !m_anchor.row.isValid() || !m_end.row.isValid()
        || (m_anchor.row == m_end.row && m_anchor.position == m_end.position);
}

int TextSelection::firstRow() const
{
    return std::min(m_anchor.row.row(), m_end.row.row());
}

int TextSelection::lastRow() const
{
    return std::max(m_anchor.row.row(), m_end.row.row());
}

TextRange TextSelection::rangeIn(const QModelIndex &row, int length) const
{
    if (isEmpty())
        return {};
    const auto key = [](const TextPlace &place) {
        return std::pair(place.row.row(), place.position);
    };
    const auto [first, last] = std::minmax({ key(m_anchor), key(m_end) });
    if (row.row() < first.first || row.row() > last.first)
        return {};
    const int start = row.row() == first.first ? std::min(first.second, length) : 0;
    const int end = row.row() == last.first ? std::min(last.second, length) : length;
    return { .start = start, .length = end - start };
}

} // namespace chat
