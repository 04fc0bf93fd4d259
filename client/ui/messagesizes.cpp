#include "client/ui/messagesizes.h"

namespace chat {

int MessageSizes::height(const RowIdentity &row, int width, const QFont &font,
                         const std::function<int()> &measure)
{
    if (width != m_width || font != m_font) {
        m_width = width;
        m_font = font;
        clear();
    }
    auto found = m_heights.constFind(row);
    if (found == m_heights.constEnd())
        found = m_heights.insert(row, measure());
    return *found;
}

} // namespace chat
