#include "client/ui/fonts.h"

namespace chat::fonts {

namespace {

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

} // namespace

QFont small(const QFont &base)
{
    return scaled(base, 0.87);
}

QFont large(const QFont &base)
{
    return bold(scaled(base, 1.15));
}

QFont display(const QFont &base)
{
    return bold(scaled(base, 1.45));
}

QFont bold(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace chat::fonts
