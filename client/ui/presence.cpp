#include "client/ui/presence.h"

#include "client/ui/colors.h"

namespace chat {

QString Presence::text(PresenceStatus status)
{
    switch (status) {
    case PresenceStatus::Online:
        return tr("Online");
    case PresenceStatus::Away:
        return tr("Away");
    case PresenceStatus::Busy:
        return tr("Busy");
    case PresenceStatus::Offline:
        return tr("Offline");
    }
    Q_UNREACHABLE();
}

void Presence::paint(QPainter &painter, const QRectF &rect, PresenceStatus status,
                     const QPalette &palette, const QColor &ground)
{
    const QColor color = colors::presence(status, palette);
    const double unit = rect.width() / 12;
    const QRectF disc = rect.adjusted(2 * unit, 2 * unit, -2 * unit, -2 * unit);
    const QPointF middle = disc.center();

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(rect);
    painter.setBrush(color);

    const QPen mark(ground, 1.6 * unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (status) {
    case PresenceStatus::Online:
        painter.drawEllipse(disc);
        break;
    case PresenceStatus::Away:
        painter.drawEllipse(disc);
        painter.setPen(mark);
        painter.drawLine(middle, middle - QPointF(0, 2.4 * unit));
        painter.drawLine(middle, middle + QPointF(2 * unit, 0));
        break;
    case PresenceStatus::Busy:
        painter.drawEllipse(disc);
        painter.setPen(mark);
        painter.drawLine(middle - QPointF(2 * unit, 0), middle + QPointF(2 * unit, 0));
        break;
    case PresenceStatus::Offline:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.8 * unit));
        painter.drawEllipse(disc.adjusted(unit, unit, -unit, -unit));
        break;
    }
    painter.restore();
}

} // namespace chat
