#pragma once

#include <QPersistentModelIndex>
#include <QString>

namespace chat {

/// Between which two UTF-16 units of which row's text. Stays with its row while others come and
/// go around it; invalid when that is gone.
struct TextPlace
{
    QPersistentModelIndex row;
    int position = 0;
};

/// A stretch of one text, in UTF-16 units.
struct TextRange
{
    int start = 0;
    int length = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// The text that a person has marked in a list, from a place in one row to a place in the same or
/// another one, in either direction. A value.
class TextSelection
{
public:
    TextSelection() = default;
    /// Begins at `anchor`, and holds nothing yet.
    explicit TextSelection(const TextPlace &anchor)
        : m_anchor(anchor)
        , m_end(anchor)
    {
    }
    /// The word, or whatever stands between words, around `place`.
    static TextSelection word(const TextPlace &place, const QString &text);

    bool hasAnchor() const { return m_anchor.row.isValid(); }
    void extendTo(const TextPlace &end) { m_end = end; }
    /// Also when a row in which it began or ends is gone.
    bool isEmpty() const;

    // Of a selection that is not empty.
    int firstRow() const;
    int lastRow() const;

    /// What of the text of this row is marked, which is `length` long.
    TextRange rangeIn(const QModelIndex &row, int length) const;

private:
    TextPlace m_anchor;
    TextPlace m_end;
};

} // namespace chat
