#pragma once

#include <QFont>
#include <QHash>

#include <functional>

namespace chat {

/// The heights of rows, so that a view that asks for all of them at each change gets them without
/// laying out any text. A value; its rows are those of one timeline.
class MessageSizes
{
public:
    /// What a height depends on, besides the width and the font. A line's text never changes.
    struct Key
    {
        QString row; // MessageRow::identity()
        bool startsGroup = false;
        bool startsDay = false;
        bool isFailed = false;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.row, key.startsGroup, key.startsDay, key.isFailed);
        }
    };

    /// The known height, or what `measure` says, which is kept. Another width or font than last
    /// time forgets everything.
    int height(const Key &key, int width, const QFont &font, const std::function<int()> &measure);
    void clear() { m_heights.clear(); }
    qsizetype count() const { return m_heights.size(); }

private:
    int m_width = 0;
    QFont m_font;
    QHash<Key, int> m_heights;
};

} // namespace chat
