#include "client/ui/style.h"

#include "client/ui/colors.h"
#include "client/ui/glyphs.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QPainter>
#include <QStyleOption>

namespace chat {

namespace {

void fillRounded(QPainter &painter, const QRectF &rect, const QColor &fill, const QPen &pen)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, metrics::corner, metrics::corner);
    painter.restore();
}

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const QColor edge = hasFocus
        ? colors::accent(option.palette)
        : colors::mix(colors::hairline(option.palette), option.palette.color(QPalette::Text), 0.08);
    const double width = hasFocus ? 1.6 : 1;
    const double inset = width / 2;
    fillRounded(painter, QRectF(option.rect).adjusted(inset, inset, -inset, -inset),
                option.palette.color(QPalette::Base), QPen(edge, width));
}

bool isDefault(const QStyleOption &option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton)
        && option.state.testFlag(QStyle::State_Enabled);
}

void drawButton(QPainter &painter, const QStyleOption &option)
{
    const bool isDown = option.state.testFlag(QStyle::State_Sunken);
    const bool isOver = option.state.testFlag(QStyle::State_MouseOver);
    QColor fill = option.palette.color(QPalette::Button);
    QPen edge(
        colors::mix(colors::hairline(option.palette), option.palette.color(QPalette::Text), 0.08));
    if (isDefault(option)) {
        fill = colors::mix(colors::accent(option.palette), Qt::black,
                           isDown ? 0.16 : (isOver ? 0.08 : 0.0));
        edge = Qt::NoPen;
    } else if (isDown || isOver) {
        fill = colors::mix(fill, option.palette.color(QPalette::Text), isDown ? 0.12 : 0.06);
    }
    fillRounded(painter, QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), fill, edge);
}

void drawCheckBox(QPainter &painter, const QStyleOption &option)
{
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const QColor accent = colors::accent(option.palette);
    const QColor edge =
        colors::mix(colors::hairline(option.palette), option.palette.color(QPalette::Text), 0.30);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isOn ? QPen(Qt::NoPen) : QPen(edge, 1));
    painter.setBrush(isOn ? accent : option.palette.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.restore();
    if (isOn)
        paintGlyph(painter, Glyph::Check, QRectF(option.rect).adjusted(2, 2, -2, -2),
                   option.palette.color(QPalette::HighlightedText));
}

void drawFocus(QPainter &painter, const QStyleOption &option)
{
    fillRounded(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), Qt::transparent,
                QPen(colors::accent(option.palette), 1.6));
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, QRect slider)
{
    if (option.minimum == option.maximum)
        return;
    const bool isActive = option.state.testFlag(QStyle::State_MouseOver)
        || option.state.testFlag(QStyle::State_Sunken);
    slider = option.orientation == Qt::Vertical ? slider.adjusted(3, 2, -3, -2)
                                                : slider.adjusted(2, 3, -2, -3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors::mix(option.palette.color(QPalette::Base),
                                 option.palette.color(QPalette::Text), isActive ? 0.42 : 0.22));
    const int radius = std::min(slider.width(), slider.height()) / 2;
    painter.drawRoundedRect(slider, radius, radius);
    painter.restore();
}

void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const QStyle &style)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    if (option.state.testFlag(QStyle::State_Selected))
        fillRounded(painter, QRectF(option.rect).adjusted(1, 2, -1, -2),
                    colors::pressed(option.palette), Qt::NoPen);
    const int shown = style.styleHint(QStyle::SH_UnderlineShortcut, &option);
    style.drawItemText(&painter, option.rect,
                       Qt::AlignCenter | (shown ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                       option.palette, option.state.testFlag(QStyle::State_Enabled), option.text,
                       QPalette::WindowText);
}

} // namespace

Style::Style()
    : QProxyStyle(u"Fusion"_s)
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(*painter, *option);
        return;
    case PE_FrameLineEdit:
        return; // part of the panel
    case PE_PanelButtonCommand:
        drawButton(*painter, *option);
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(*painter, *option);
        return;
    case PE_FrameFocusRect:
        drawFocus(*painter, *option);
        return;
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    if (element == CE_PushButtonLabel && isDefault(*option)) {
        QStyleOptionButton copy = *qstyleoption_cast<const QStyleOptionButton *>(option);
        copy.palette.setColor(QPalette::ButtonText,
                              option->palette.color(QPalette::HighlightedText));
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        item && element == CE_MenuBarItem) {
        drawMenuBarItem(*painter, *item, *this);
        return;
    }
    if (element == CE_MenuBarEmptyArea) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, colors::hairline(option->palette));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    drawScrollBar(*painter, *slider,
                  subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl subControl, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider) {
        const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
        const bool isField = control == CC_ComboBox && subControl == SC_ComboBoxEditField;
        return isField ? rect.adjusted(metrics::gap - 1, 0, 1 - metrics::gap, 0) : rect;
    }
    const QRect groove = option->rect;
    const bool isVertical = slider->orientation == Qt::Vertical;
    const int length = isVertical ? groove.height() : groove.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const int wanted = static_cast<int>(qint64(length) * slider->pageStep
                                        / std::max<qint64>(1, range + slider->pageStep));
    const int size = range > 0 ? std::clamp(wanted, std::min(32, length), length) : length;
    const int start =
        sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                length - size, slider->upsideDown);
    const auto part = [&](int from, int to) {
        return isVertical ? QRect(groove.x(), groove.y() + from, groove.width(), to - from)
                          : QRect(groove.x() + from, groove.y(), to - from, groove.height());
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return part(start, start + size);
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + size, length);
    case SC_ScrollBarGroove:
        return groove;
    default:
        return {}; // no arrows
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(metrics::gap, 0, -metrics::gap, 0) : rect;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        wanted.rwidth() += 2 * metrics::gap;
        wanted.setHeight(std::max(wanted.height(), metrics::controlHeight));
    } else if (type == CT_LineEdit || type == CT_ComboBox) {
        wanted.setHeight(std::max(wanted.height(), metrics::controlHeight));
    } else if (type == CT_MenuItem) {
        wanted.rheight() += metrics::unit;
    }
    return wanted;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
        return metrics::gap;
    case PM_MenuBarHMargin:
        return metrics::unit;
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace chat
