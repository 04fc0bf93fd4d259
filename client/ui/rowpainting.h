#pragma once

#include <QPainter>
#include <QStyleOptionViewItem>

/// What the delegates of side lists share.
namespace chat {

/// The ground of a row: rounded and tinted for the current one and the one under the pointer.
void paintRowGround(QPainter &painter, const QStyleOptionViewItem &option);
QColor rowGround(const QStyleOptionViewItem &option);

/// `rect` is in left-to-right coordinates of the row; elided at its end, mirrored with the window.
struct RowText
{
    QString text;
    QRect rect;
    QFont font;
    QColor color;
    bool isTrailing = false; // stands at the far edge of `rect`
};
void paintRowText(QPainter &painter, const QStyleOptionViewItem &option, const RowText &row);

} // namespace chat
