#include "client/ui/rowpainting.h"

#include "client/ui/colors.h"
#include "client/ui/metrics.h"

#include <QStyle>

namespace chat {

QColor rowGround(const QStyleOptionViewItem &option)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return colors::selected(option.palette);
    if (option.state.testFlag(QStyle::State_MouseOver))
        return colors::hovered(option.palette);
    return option.palette.color(QPalette::Window);
}

void paintRowGround(QPainter &painter, const QStyleOptionViewItem &option)
{
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    const bool isTinted = option.state.testFlag(QStyle::State_Selected)
        || option.state.testFlag(QStyle::State_MouseOver);
    if (!hasFocus && !isTinted)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus ? QPen(colors::accent(option.palette), 1.6) : QPen(Qt::NoPen));
    painter.setBrush(rowGround(option));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(metrics::gap, 1, -metrics::gap, -1),
                            metrics::corner, metrics::corner);
    painter.restore();
}

void paintRowText(QPainter &painter, const QStyleOptionViewItem &option, const RowText &row)
{
    const Qt::Alignment side = row.isTrailing ? Qt::AlignRight : Qt::AlignLeft;
    painter.setLayoutDirection(Qt::LayoutDirectionAuto); // each text runs as it is written
    painter.setFont(row.font);
    painter.setPen(row.color);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, row.rect),
                     static_cast<int>(QStyle::visualAlignment(option.direction, side)
                                      | Qt::AlignVCenter | Qt::TextSingleLine),
                     QFontMetrics(row.font).elidedText(row.text, Qt::ElideRight, row.rect.width()));
}

} // namespace chat
