#include "client/ui/colors.h"

#include <algorithm>
#include <cmath>

namespace chat::colors {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

QColor mix(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](float from, float to) {
        return static_cast<float>(from + (to - from) * share);
    };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({ luminance(a), luminance(b) });
    return (high + 0.05) / (low + 0.05);
}

QColor readable(const QColor &wanted, const QColor &ground)
{
    constexpr double enough = 4.5;
    const QColor end = luminance(ground) < 0.18 ? QColor(Qt::white) : QColor(Qt::black);
    for (int step = 0; step < 20; ++step) {
        const QColor candidate = mix(wanted, end, step / 20.0);
        if (contrast(candidate, ground) >= enough)
            return candidate;
    }
    return end;
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

QColor accent(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Highlight);
}

QColor muted(const QPalette &palette)
{
    return readable(mix(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.42),
                    bubble(palette));
}

QColor hairline(const QPalette &palette)
{
    return mix(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.11);
}

QColor hovered(const QPalette &palette)
{
    return mix(palette.color(QPalette::Window), palette.color(QPalette::Text), 0.06);
}

QColor pressed(const QPalette &palette)
{
    return mix(palette.color(QPalette::Window), palette.color(QPalette::Text), 0.12);
}

QColor selected(const QPalette &palette)
{
    return mix(palette.color(QPalette::Window), accent(palette), isDark(palette) ? 0.30 : 0.14);
}

QColor bubble(const QPalette &palette)
{
    return mix(palette.color(QPalette::Base), palette.color(QPalette::Text),
               isDark(palette) ? 0.09 : 0.06);
}

QColor ownBubble(const QPalette &palette)
{
    return mix(palette.color(QPalette::Base), accent(palette), isDark(palette) ? 0.38 : 0.16);
}

QColor positive(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x3f, 0xc1, 0x7c) : QColor(0x1f, 0x8f, 0x57);
}

QColor warning(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xe8, 0xb3, 0x4a) : QColor(0xb9, 0x77, 0x0e);
}

QColor negative(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf2, 0x7b, 0x7b) : QColor(0xc9, 0x36, 0x36);
}

QColor presence(PresenceStatus status, const QPalette &palette)
{
    switch (status) {
    case PresenceStatus::Online:
        return positive(palette);
    case PresenceStatus::Away:
        return warning(palette);
    case PresenceStatus::Busy:
        return negative(palette);
    case PresenceStatus::Offline:
        return muted(palette);
    }
    Q_UNREACHABLE();
}

} // namespace chat::colors
