#pragma once

#include "client/ui/links.h"
#include "client/ui/messagefacts.h"

#include <QFont>
#include <QRect>
#include <QTextLayout>

namespace chat {

/// Where everything of one row goes, in the row's own coordinates, (0, 0) at its upper left. From
/// top to bottom: a hole's line, the day's separator, the author, the bubble with the text and, at
/// the lower edge where the text ends, time and delivery mark, and beside it who has read it; for a
/// failed line what one can do about it.
///
/// Computed as if left to right, and mirrored at the end. The text itself runs in the direction of
/// its first strong character, whatever the direction of the window.
class MessageLayout
{
    Q_DISABLE_COPY(MessageLayout)

public:
    /// `width` > 0 is the whole row's.
    MessageLayout(const MessageFacts &facts, int width, const QFont &font,
                  Qt::LayoutDirection direction);

    /// The peer's text as it is laid out and marked: each break of its lines is one unit.
    static QString shown(QString content);

    int height() const { return m_height; }
    // Null rectangles: not shown.
    QRect missing() const { return m_missing; }
    QRect day() const { return m_day; }
    QRect avatar() const { return m_avatar; }
    QRect author() const { return m_author; }
    QRect bubble() const { return m_bubble; }
    QRect time() const { return m_time; }
    QRect mark() const { return m_mark; }
    QRect readBy() const { return m_readBy; }
    QRect failure() const { return m_failure; }
    QRect retry() const { return m_retry; }
    QRect remove() const { return m_remove; }

    const QTextLayout &text() const { return m_text; }
    QPointF textOrigin() const { return m_textOrigin; }
    const QList<Link> &links() const { return m_links; }
    /// The address under this point; an empty one where there is none.
    QUrl linkAt(QPoint point) const;
    /// Between which two units of the text this point is, or is nearest to.
    int positionAt(QPoint point) const;

private:
    QSize breakLines(int width);
    void alignLines(double width);
    void placeBubble(const MessageFacts &facts, int top, int width);
    void placeStamp(const MessageFacts &facts, const QSize &size);
    void placeReaders(const MessageFacts &facts);
    void placeFailure(const MessageFacts &facts, int width);
    void mirror(int width);

    QFont m_font;
    Qt::LayoutDirection m_direction;
    QTextLayout m_text;
    QPointF m_textOrigin;
    QList<Link> m_links;
    QRect m_missing, m_day, m_avatar, m_author, m_bubble, m_time, m_mark, m_readBy, m_failure, m_retry,
        m_remove;
    int m_height = 0;
};

} // namespace chat
