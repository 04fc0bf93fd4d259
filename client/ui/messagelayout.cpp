#include "client/ui/messagelayout.h"

#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QFontMetrics>
#include <QStyle>

#include <cmath>

namespace chat {

namespace {

constexpr int dayHeight = 44;
constexpr int groupGap = 14;
constexpr int lineGap = 3; // between bubbles of one group
constexpr int side = metrics::margin + metrics::unit;
constexpr int gutter = side + metrics::messageAvatar + 10; // where bubbles of others begin
constexpr int padX = 12;
constexpr int padY = 8;
constexpr int markSide = 14;
constexpr int leastReaders = 48; // fewer pixels of an elided name say nothing
constexpr int narrow = 420; // below this there is no room for air beside the bubble

int bubbleLimit(int width)
{
    const int air = width < narrow ? side : width / 6;
    return std::max(120, std::min(metrics::bubbleWidth, width - gutter - air));
}

QRect mirrored(const QRect &rect, const QRect &within, Qt::LayoutDirection direction)
{
    return rect.isNull() ? QRect() : QStyle::visualRect(direction, within, rect);
}

} // namespace

QString MessageLayout::shown(QString content)
{
    return content.replace(u"\r\n"_s, u"\n"_s).replace(u'\n', QChar::LineSeparator);
}

MessageLayout::MessageLayout(const MessageFacts &facts, int width, const QFont &font,
                             Qt::LayoutDirection direction)
    : m_font(font)
    , m_direction(direction)
    , m_text(shown(facts.content), font)
    , m_links(findLinks(m_text.text()))
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setAlignment(m_text.text().isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    m_text.setTextOption(option);
    m_text.setCacheEnabled(true);

    int top = facts.startsGroup || !facts.day.isEmpty() ? groupGap : lineGap;
    const int above = facts.missing.isEmpty() ? 0 : dayHeight;
    if (above > 0)
        m_missing = QRect(0, 0, width, dayHeight);
    if (!facts.day.isEmpty()) {
        m_day = QRect(0, above, width, dayHeight);
        top = dayHeight;
    }
    top += above;
    if (facts.startsGroup && !facts.isOwn) {
        const QFontMetrics metrics(fonts::bold(fonts::small(font)));
        m_avatar = QRect(side, top, metrics::messageAvatar, metrics::messageAvatar);
        m_author = QRect(gutter + 2, top, width - gutter - side, metrics.height());
        top += metrics.height() + metrics::unit;
    }
    placeBubble(facts, top, width);
    m_height = m_bubble.bottom() + 1;
    placeFailure(facts, width);
    if (direction == Qt::RightToLeft)
        mirror(width);
}

QSize MessageLayout::breakLines(int width)
{
    const QFontMetricsF metrics(m_font);
    const double leading = std::round(metrics.height() * 0.14);
    double y = 0;
    double widest = 0;
    m_text.beginLayout();
    for (QTextLine line = m_text.createLine(); line.isValid(); line = m_text.createLine()) {
        line.setLineWidth(width);
        line.setPosition({ 0, y });
        y += line.height() + leading;
        widest = std::max(widest, line.naturalTextWidth());
    }
    m_text.endLayout();
    return { static_cast<int>(std::ceil(widest)), static_cast<int>(std::ceil(y - leading)) };
}

// Right-to-left text stands at the right edge of its bubble.
void MessageLayout::alignLines(double width)
{
    if (!m_text.text().isRightToLeft())
        return;
    for (int i = 0; i < m_text.lineCount(); ++i) {
        QTextLine line = m_text.lineAt(i);
        line.setPosition({ width - line.width(), line.y() });
    }
}

void MessageLayout::placeBubble(const MessageFacts &facts, int top, int width)
{
    const QFontMetrics small(fonts::small(m_font));
    const QSize stamp(small.horizontalAdvance(facts.time)
                          + (facts.isOwn ? markSide + metrics::unit : 0),
                      small.height());
    const int limit = bubbleLimit(width) - 2 * padX;
    const QSize text = breakLines(limit);

    // The stamp stands behind the last line where there is room, else below it; on the side where
    // the text ends, whatever the direction of the window.
    const QTextLine last = m_text.lineAt(m_text.lineCount() - 1);
    const int together = static_cast<int>(std::ceil(last.naturalTextWidth())) + 12 + stamp.width();
    const bool isBeside = together <= limit;

    const int inner = std::max({ text.width(), stamp.width(), isBeside ? together : 0 });
    const int innerHeight =
        isBeside ? std::max(text.height(), stamp.height()) : text.height() + stamp.height() + 2;
    const QSize size(inner + 2 * padX, innerHeight + 2 * padY);
    m_bubble = QRect(QPoint(facts.isOwn ? width - side - size.width() : gutter, top), size);

    alignLines(inner);
    m_textOrigin = m_bubble.topLeft() + QPoint(padX, padY);
    placeStamp(facts, stamp);
    placeReaders(facts);
}

void MessageLayout::placeStamp(const MessageFacts &facts, const QSize &size)
{
    const QRect stamp(QPoint(m_bubble.right() + 1 - padX - size.width(),
                             m_bubble.bottom() + 1 - padY - size.height() + 1),
                      size);
    m_time = stamp;
    if (facts.isOwn) {
        m_mark = QRect(stamp.right() + 1 - markSide, stamp.center().y() - markSide / 2 + 1,
                       markSide, markSide);
        m_time.setWidth(size.width() - markSide - metrics::unit);
    }
    const bool runsAlong = m_text.text().isRightToLeft() == (m_direction == Qt::RightToLeft);
    if (runsAlong)
        return;
    for (QRect *rect : { &m_time, &m_mark })
        *rect = mirrored(*rect, m_bubble, Qt::RightToLeft);
}

// In the air beside the bubble: nothing moves when somebody reads.
void MessageLayout::placeReaders(const MessageFacts &facts)
{
    const QFontMetrics metrics(fonts::small(m_font));
    const int wanted = metrics.horizontalAdvance(facts.readBy) + 1;
    const int width = std::min(wanted, m_bubble.left() - metrics::gap - side);
    if (facts.readBy.isEmpty() || width < std::min(wanted, leastReaders))
        return;
    m_readBy = QRect(m_bubble.left() - metrics::gap - width, m_time.top(), width, m_time.height());
}

void MessageLayout::placeFailure(const MessageFacts &facts, int width)
{
    if (facts.failure.isEmpty())
        return;
    const QFontMetrics metrics(fonts::small(m_font));
    const QFontMetrics bold(fonts::bold(fonts::small(m_font)));
    const int height = metrics.height() + 2 * metrics::unit;
    const int removeWidth = bold.horizontalAdvance(facts.remove) + 2 * metrics::gap;
    const int retryWidth = bold.horizontalAdvance(facts.retry) + 2 * metrics::gap;
    const int edge = width - side;

    m_remove = QRect(edge - removeWidth, m_height, removeWidth, height);
    m_retry = QRect(m_remove.left() - retryWidth, m_height, retryWidth, height);
    const int room = m_retry.left() - side;
    const int wanted = metrics.horizontalAdvance(facts.failure) + metrics::gap;
    m_failure =
        QRect(m_retry.left() - std::min(room, wanted), m_height, std::min(room, wanted), height);
    m_height += height;
}

void MessageLayout::mirror(int width)
{
    const QRect row(0, 0, width, m_height);
    const QPoint inBubble = m_textOrigin.toPoint() - m_bubble.topLeft();
    for (QRect *rect :
         { &m_avatar, &m_author, &m_bubble, &m_time, &m_mark, &m_readBy, &m_failure, &m_retry,
           &m_remove })
        *rect = mirrored(*rect, row, m_direction);
    m_textOrigin = m_bubble.topLeft() + inBubble; // the padding is the same on both sides
}

QUrl MessageLayout::linkAt(QPoint point) const
{
    const QPointF inText = point - m_textOrigin;
    for (int i = 0; i < m_text.lineCount(); ++i) {
        const QTextLine line = m_text.lineAt(i);
        if (!line.naturalTextRect().contains(inText))
            continue;
        const int position = line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
        for (const Link &link : m_links) {
            if (position >= link.start && position < link.start + link.length)
                return link.url;
        }
    }
    return {};
}

int MessageLayout::positionAt(QPoint point) const
{
    const QPointF inText = point - m_textOrigin;
    if (inText.y() < 0)
        return 0;
    if (point.y() > m_bubble.bottom())
        return static_cast<int>(m_text.text().size());
    int line = m_text.lineCount() - 1;
    while (line > 0 && inText.y() < m_text.lineAt(line).y())
        --line;
    return m_text.lineAt(line).xToCursor(inText.x());
}

} // namespace chat
