#include "client/ui/messagedelegate.h"

#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/glyphs.h"
#include "client/ui/messagelayout.h"
#include "client/ui/metrics.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionViewItem>

namespace chat {

namespace {

QColor groundOf(const MessageFacts &facts, const QPalette &palette)
{
    return facts.isOwn ? colors::ownBubble(palette) : colors::bubble(palette);
}

QList<QTextLayout::FormatRange> linkFormats(const QList<Link> &links, const QColor &color)
{
    QList<QTextLayout::FormatRange> ranges;
    for (const Link &link : links) {
        QTextCharFormat format;
        format.setForeground(color);
        format.setFontUnderline(true);
        ranges.append({ .start = link.start, .length = link.length, .format = format });
    }
    return ranges;
}

QTextLayout::FormatRange markFormat(const TextRange &marked, const QPalette &palette)
{
    QTextCharFormat format;
    format.setBackground(palette.color(QPalette::Highlight));
    format.setForeground(palette.color(QPalette::HighlightedText));
    return { .start = marked.start, .length = marked.length, .format = format };
}

} // namespace

MessageDelegate::MessageDelegate(const Clock &clock, const TextSelection &marked, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_clock(clock)
    , m_marked(marked)
{
}

QDate MessageDelegate::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count()).date();
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = m_sizes.height(RowIdentity::of(index), m_width, option.font, [&] {
        const MessageFacts facts = MessageRow::facts(index, today());
        return MessageLayout(facts, m_width, option.font, option.direction).height();
    });
    return { m_width, height };
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const MessageFacts facts = MessageRow::facts(index, today());
    const MessageLayout layout(facts, m_width, option.font, option.direction);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // names run as they are written
    painter->translate(option.rect.topLeft());
    if (option.state.testFlag(QStyle::State_Selected)) {
        const int separators = layout.missing().height() + layout.day().height();
        const int top = separators == 0 ? 0 : separators - metrics::unit;
        painter->fillRect(QRect(0, top, option.rect.width(), option.rect.height() - top),
                          colors::mix(option.palette.color(QPalette::Base),
                                      colors::accent(option.palette), 0.10));
    }
    if (!layout.day().isNull())
        paintSeparator(*painter, option, facts.day, layout.day());
    if (!layout.missing().isNull())
        paintSeparator(*painter, option, facts.missing, layout.missing());
    if (!layout.avatar().isNull()) {
        painter->setFont(option.font);
        paintAvatar(*painter, layout.avatar(), { facts.author, facts.authorColor });
    }
    if (!layout.author().isNull()) {
        const QFont font = fonts::bold(fonts::small(option.font));
        painter->setFont(font);
        painter->setPen(colors::readable(facts.authorColor, option.palette.color(QPalette::Base)));
        painter->drawText(
            layout.author(),
            static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft)
                             | Qt::AlignVCenter | Qt::TextSingleLine),
            QFontMetrics(font).elidedText(facts.author, Qt::ElideRight, layout.author().width()));
    }
    const int length = static_cast<int>(layout.text().text().size());
    paintBubble(*painter, option, facts, layout, m_marked.rangeIn(index, length));
    paintStamp(*painter, option, facts, layout);
    if (!layout.readBy().isNull())
        paintReaders(*painter, option, facts, layout);
    if (!layout.failure().isNull())
        paintFailure(*painter, option, facts, layout);
    painter->restore();
}

void MessageDelegate::paintSeparator(QPainter &painter, const QStyleOptionViewItem &option,
                                     const QString &text, const QRect &rect) const
{
    const QFont font = fonts::bold(fonts::small(option.font));
    const int width = QFontMetrics(font).horizontalAdvance(text) + 2 * metrics::margin;
    QRect label(0, 0, width, rect.height());
    label.moveCenter(rect.center());
    const int edge = metrics::margin + metrics::unit;
    const int middle = rect.center().y();
    painter.setPen(colors::hairline(option.palette));
    painter.drawLine(edge, middle, label.left(), middle);
    painter.drawLine(label.right(), middle, rect.right() - edge, middle);
    painter.setPen(colors::muted(option.palette));
    painter.setFont(font);
    painter.drawText(label, Qt::AlignCenter, text);
}

void MessageDelegate::paintBubble(QPainter &painter, const QStyleOptionViewItem &option,
                                  const MessageFacts &facts, const MessageLayout &layout,
                                  const TextRange &marked) const
{
    const QColor ground = groundOf(facts, option.palette);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(layout.bubble(), metrics::bubbleCorner, metrics::bubbleCorner);

    painter.setPen(option.palette.color(QPalette::Text));
    const QColor link = colors::readable(option.palette.color(QPalette::Link), ground);
    layout.text().draw(&painter, layout.textOrigin(),
                       linkFormats(layout.links(), link) << markFormat(marked, option.palette));
}

void MessageDelegate::paintStamp(QPainter &painter, const QStyleOptionViewItem &option,
                                 const MessageFacts &facts, const MessageLayout &layout) const
{
    const QColor ground = groundOf(facts, option.palette);
    const QColor quiet = colors::readable(colors::muted(option.palette), ground);
    painter.setFont(fonts::small(option.font));
    painter.setPen(quiet);
    painter.drawText(layout.time(), Qt::AlignCenter, facts.time);
    if (layout.mark().isNull())
        return;
    switch (facts.state) {
    case DeliveryState::Queued:
    case DeliveryState::Sending:
        paintGlyph(painter, Glyph::Clock, layout.mark(), quiet);
        break;
    case DeliveryState::Sent:
    case DeliveryState::Received:
        paintGlyph(painter, Glyph::Check, layout.mark(), quiet);
        break;
    case DeliveryState::Read:
        paintGlyph(painter, Glyph::DoubleCheck, layout.mark(),
                   colors::readable(colors::accent(option.palette), ground));
        break;
    case DeliveryState::Failed:
        paintGlyph(painter, Glyph::Alert, layout.mark(), colors::negative(option.palette));
        break;
    }
}

void MessageDelegate::paintReaders(QPainter &painter, const QStyleOptionViewItem &option,
                                   const MessageFacts &facts, const MessageLayout &layout) const
{
    const QFont small = fonts::small(option.font);
    painter.setFont(small);
    painter.setPen(colors::muted(option.palette));
    painter.drawText(
        layout.readBy(), Qt::AlignCenter | Qt::TextSingleLine,
        QFontMetrics(small).elidedText(facts.readBy, Qt::ElideRight, layout.readBy().width()));
}

void MessageDelegate::paintFailure(QPainter &painter, const QStyleOptionViewItem &option,
                                   const MessageFacts &facts, const MessageLayout &layout) const
{
    const QFont small = fonts::small(option.font);
    const QColor base = option.palette.color(QPalette::Base);
    painter.setFont(small);
    painter.setPen(colors::readable(colors::negative(option.palette), base));
    painter.drawText(
        layout.failure(), Qt::AlignCenter | Qt::TextSingleLine,
        QFontMetrics(small).elidedText(facts.failure, Qt::ElideRight, layout.failure().width()));
    painter.setFont(fonts::bold(small));
    painter.setPen(colors::readable(option.palette.color(QPalette::Link), base));
    painter.drawText(layout.retry(), Qt::AlignCenter, facts.retry);
    painter.drawText(layout.remove(), Qt::AlignCenter, facts.remove);
}

MessageDelegate::Hit MessageDelegate::hitTest(const QStyleOptionViewItem &option,
                                              const QModelIndex &index, QPoint point) const
{
    const MessageFacts facts = MessageRow::facts(index, today());
    const MessageLayout layout(facts, m_width, option.font, option.direction);
    if (layout.retry().contains(point))
        return { .kind = Hit::Kind::Retry };
    if (layout.remove().contains(point))
        return { .kind = Hit::Kind::Remove };
    const int position = layout.positionAt(point);
    if (const QUrl url = layout.linkAt(point); !url.isEmpty())
        return { .kind = Hit::Kind::Link, .url = url, .position = position };
    const bool isOnText = layout.bubble().contains(point);
    return { .kind = isOnText ? Hit::Kind::Text : Hit::Kind::Nothing, .position = position };
}

} // namespace chat
