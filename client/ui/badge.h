#pragma once

#include <QFont>
#include <QPainter>
#include <QPalette>

namespace chat {

/// The pill with a count of unread lines; more than 99 shows as "99+".
QSize badgeSize(int count, const QFont &font);
/// `topRight` is the pill's corner on the right, whatever the layout direction.
void paintBadge(QPainter &painter, QPoint topRight, int count, const QPalette &palette,
                const QFont &font);

} // namespace chat
