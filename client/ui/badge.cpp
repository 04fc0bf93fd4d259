#include "client/ui/badge.h"

#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "common/base/literals.h"

#include <QFontMetrics>
#include <QLocale>

namespace chat {

namespace {

QString badgeText(int count)
{
    const QLocale locale;
    return count > 99 ? locale.toString(99) + u'+' : locale.toString(count);
}

} // namespace

QSize badgeSize(int count, const QFont &font)
{
    const QFontMetrics metrics(fonts::bold(fonts::small(font)));
    const int height = metrics.height() + 4;
    return { std::max(height, metrics.horizontalAdvance(badgeText(count)) + 12), height };
}

void paintBadge(QPainter &painter, QPoint topRight, int count, const QPalette &palette,
                const QFont &font)
{
    const QSize size = badgeSize(count, font);
    const QRect pill(QPoint(topRight.x() - size.width(), topRight.y()), size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors::accent(palette));
    painter.drawRoundedRect(pill, size.height() / 2.0, size.height() / 2.0);
    painter.setPen(palette.color(QPalette::HighlightedText));
    painter.setFont(fonts::bold(fonts::small(font)));
    painter.drawText(pill, Qt::AlignCenter, badgeText(count));
    painter.restore();
}

} // namespace chat
