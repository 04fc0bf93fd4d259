#include "client/ui/glyphbutton.h"

#include "client/ui/badge.h"
#include "client/ui/colors.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"

namespace chat {

GlyphButton::GlyphButton(Glyph glyph, Look look, QWidget *parent)
    : QAbstractButton(parent)
    , m_glyph(glyph)
    , m_look(look)
{
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
}

void GlyphButton::setBadge(int count)
{
    m_badge = count;
    update();
}

void GlyphButton::setMeaning(const QString &text)
{
    setToolTip(toolTipOf(text));
    setAccessibleName(text);
}

QSize GlyphButton::sizeHint() const
{
    const int side =
        m_look == Look::Raised ? metrics::glyphButton + metrics::gap : metrics::glyphButton;
    return { side, side };
}

QColor GlyphButton::ground() const
{
    const QColor text = palette().color(QPalette::Text);
    const double press = isDown() ? 0.14 : (underMouse() && isEnabled() ? 0.07 : 0.0);
    switch (m_look) {
    case Look::Accent:
        return isEnabled() ? colors::mix(colors::accent(palette()), Qt::black, press)
                           : colors::bubble(palette());
    case Look::Raised:
        return colors::mix(palette().color(QPalette::Button), text, press);
    case Look::Flat:
        return press > 0 || isChecked()
            ? colors::mix(palette().color(QPalette::Base), text, std::max(press, 0.07))
            : QColor(Qt::transparent);
    }
    Q_UNREACHABLE();
}

void GlyphButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double edge = m_look == Look::Raised ? metrics::unit : 0;
    const QRectF circle = QRectF(rect()).adjusted(edge + 0.5, edge + 0.5, -edge - 0.5, -edge - 0.5);

    painter.setPen(hasFocus() ? QPen(colors::accent(palette()), 1.6)
                              : (m_look == Look::Raised ? QPen(colors::hairline(palette()))
                                                        : QPen(Qt::NoPen)));
    painter.setBrush(ground());
    painter.drawEllipse(circle);

    const bool isOnAccent = m_look == Look::Accent && isEnabled();
    const double inset = circle.width() * (m_look == Look::Flat ? 0.22 : 0.25);
    paintGlyph(painter, m_glyph, circle.adjusted(inset, inset, -inset, -inset),
               isOnAccent ? palette().color(QPalette::HighlightedText) : colors::muted(palette()));
    paintBadge(painter);
}

void GlyphButton::paintBadge(QPainter &painter) const
{
    if (m_badge == 0)
        return;
    const int width = badgeSize(m_badge, font()).width();
    chat::paintBadge(painter, QPoint((this->width() + width) / 2, 0), m_badge, palette(), font());
}

} // namespace chat
