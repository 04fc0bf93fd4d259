#include "client/ui/glyphs.h"

#include <QPainterPath>
#include <QPixmap>

namespace chat {

namespace {

// All paths live in a box of 24 x 24.
QPainterPath pathOf(Glyph glyph)
{
    QPainterPath path;
    const auto line = [&path](std::initializer_list<QPointF> points) {
        path.moveTo(*points.begin());
        for (const QPointF &point : points)
            path.lineTo(point);
    };
    switch (glyph) {
    case Glyph::Send:
        line({ { 12, 19 }, { 12, 5 } });
        line({ { 6, 11 }, { 12, 5 }, { 18, 11 } });
        break;
    case Glyph::Plus:
        line({ { 12, 5 }, { 12, 19 } });
        line({ { 5, 12 }, { 19, 12 } });
        break;
    case Glyph::Search:
        path.addEllipse(QPointF(11, 11), 6, 6);
        line({ { 15.5, 15.5 }, { 20, 20 } });
        break;
    case Glyph::People:
        path.addEllipse(QPointF(9, 8), 3.4, 3.4);
        path.moveTo(2.6, 19);
        path.cubicTo(2.6, 12.6, 15.4, 12.6, 15.4, 19);
        path.arcMoveTo(QRectF(13.2, 4.8, 6.4, 6.4), 120);
        path.arcTo(QRectF(13.2, 4.8, 6.4, 6.4), 120, -230);
        path.moveTo(17.4, 14.4);
        path.cubicTo(19.8, 14.8, 21.4, 16.4, 21.4, 19);
        break;
    case Glyph::Down:
        line({ { 6, 9.5 }, { 12, 15.5 }, { 18, 9.5 } });
        break;
    case Glyph::Clock:
        path.addEllipse(QPointF(12, 12), 8, 8);
        line({ { 12, 7.5 }, { 12, 12 }, { 15.2, 13.8 } });
        break;
    case Glyph::Check:
        line({ { 5, 12.5 }, { 10, 17.5 }, { 19.5, 7 } });
        break;
    case Glyph::DoubleCheck:
        line({ { 1.5, 12.5 }, { 6.5, 17.5 }, { 16, 7 } });
        line({ { 11.5, 16.4 }, { 12.6, 17.5 }, { 22.5, 7 } });
        break;
    case Glyph::Alert:
        path.addEllipse(QPointF(12, 12), 9, 9);
        line({ { 12, 7 }, { 12, 12.8 } });
        line({ { 12, 16.6 }, { 12, 16.7 } });
        break;
    case Glyph::Lock:
        path.addRoundedRect(QRectF(6, 11, 12, 9), 2, 2);
        path.moveTo(8.5, 11);
        path.lineTo(8.5, 8);
        path.arcTo(QRectF(8.5, 4.5, 7, 7), 180, -180);
        path.lineTo(15.5, 11);
        break;
    }
    return path;
}

QPainterPath speechBubble(const QRectF &body, bool tailIsRight)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(body, 4.5, 4.5);
    const double x = tailIsRight ? body.right() - 5 : body.left() + 5;
    const double tip = tailIsRight ? 3.0 : -3.0;
    QPainterPath tail;
    tail.moveTo(x - tip, body.bottom() - 1);
    tail.lineTo(x + tip * 0.9, body.bottom() + 3.2);
    tail.lineTo(x + tip * 0.9, body.bottom() - 2);
    tail.closeSubpath();
    return path.united(tail);
}

} // namespace

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 24, side / 24);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOf(glyph));
    painter.restore();
}

void paintAppMark(QPainter &painter, const QRectF &rect)
{
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 32, side / 32);
    painter.setPen(Qt::NoPen);

    QLinearGradient ground(0, 0, 0, 32);
    ground.setColorAt(0, QColor(0x5b, 0x86, 0xf2));
    ground.setColorAt(1, QColor(0x2f, 0x57, 0xc2));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 8, 8);

    painter.setBrush(QColor(255, 255, 255, 150));
    painter.drawPath(speechBubble(QRectF(11.5, 7, 14, 10), true));
    painter.setBrush(Qt::white);
    painter.drawPath(speechBubble(QRectF(6.5, 12, 14, 10), false));
    painter.restore();
}

QIcon appIcon()
{
    QIcon icon;
    for (const int side : { 16, 24, 32, 48, 64, 128, 256 }) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintAppMark(painter, pixmap.rect());
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace chat
