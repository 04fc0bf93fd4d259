#include "client/ui/card.h"

#include "client/ui/colors.h"
#include "client/ui/metrics.h"

#include <QPainter>
#include <QVBoxLayout>

namespace chat {

Card::Card(QWidget *content, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, metrics::unit, 1, metrics::unit);
    column->addWidget(content);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors::hairline(palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::corner,
                            metrics::corner);
}

} // namespace chat
