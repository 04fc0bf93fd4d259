#pragma once

#include "client/ui/rowidentity.h"

#include <QFont>
#include <QHash>

#include <functional>

namespace chat {

/// The heights of rows, so that a view that asks for all of them at each change gets them without
/// laying out any text. A value; its rows are those of one timeline.
class MessageSizes
{
public:
    /// The known height, or what `measure` says, which is kept. Another width or font than last
    /// time forgets everything.
    int height(const RowIdentity &row, int width, const QFont &font,
               const std::function<int()> &measure);
    /// The row looks different now.
    void forget(const RowIdentity &row) { m_heights.remove(row); }
    void clear() { m_heights.clear(); }
    qsizetype count() const { return m_heights.size(); }

private:
    int m_width = 0;
    QFont m_font;
    QHash<RowIdentity, int> m_heights;
};

} // namespace chat
