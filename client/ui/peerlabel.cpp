#include "client/ui/peerlabel.h"

#include "client/ui/plaintext.h"

#include <QPainter>
#include <QStyle>

namespace chat {

PeerLabel::PeerLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setForegroundRole(QPalette::Text);
}

void PeerLabel::setText(const QString &text)
{
    m_text = oneLine(text);
    setAccessibleName(m_text);
    setToolTip(toolTipOf(m_text));
    update();
}

QSize PeerLabel::sizeHint() const
{
    return { 0, fontMetrics().height() };
}

void PeerLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto); // the text runs as it is written
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(),
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)
                                      | Qt::AlignVCenter | Qt::TextSingleLine),
                     fontMetrics().elidedText(m_text, Qt::ElideRight, width()));
}

} // namespace chat
