#include "client/ui/theme.h"

#include "client/ui/colors.h"
#include "common/base/literals.h"

#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <memory>

namespace chat {

namespace {

struct Tones
{
    QRgb window; // the room list and the edges
    QRgb base; // the page
    QRgb text;
    QRgb button;
    QRgb accent;
    QRgb onAccent;
    QRgb link;
};

constexpr Tones light { 0xfff2f4f7, 0xffffffff, 0xff1b2027, 0xffffffff,
                        0xff3763d3, 0xffffffff, 0xff2453c4 };
constexpr Tones dark { 0xff16181c, 0xff1e2126, 0xffe6e8ec, 0xff2a2e35,
                       0xff4a71de, 0xffffffff, 0xff8fb0ff };

QPalette paletteFrom(const Tones &tones)
{
    const QColor window = QColor::fromRgb(tones.window);
    const QColor base = QColor::fromRgb(tones.base);
    const QColor text = QColor::fromRgb(tones.text);
    const QColor faint = colors::mix(text, window, 0.55);

    QPalette palette(QColor::fromRgb(tones.button), window); // derives the bevels
    const std::array<std::pair<QPalette::ColorRole, QColor>, 13> roles { {
        { QPalette::Window, window },
        { QPalette::WindowText, text },
        { QPalette::Base, base },
        { QPalette::AlternateBase, window },
        { QPalette::Text, text },
        { QPalette::Button, QColor::fromRgb(tones.button) },
        { QPalette::ButtonText, text },
        { QPalette::Highlight, QColor::fromRgb(tones.accent) },
        { QPalette::HighlightedText, QColor::fromRgb(tones.onAccent) },
        { QPalette::Link, QColor::fromRgb(tones.link) },
        { QPalette::ToolTipBase, colors::mix(base, text, 0.9) },
        { QPalette::ToolTipText, base },
        { QPalette::PlaceholderText, colors::mix(text, base, 0.42) },
    } };
    for (const auto &[role, color] : roles)
        palette.setColor(role, color);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

bool isChosen(const QPalette &desktop)
{
    const std::unique_ptr<QStyle> plain(QStyleFactory::create(u"Fusion"_s));
    const QPalette usual = plain->standardPalette();
    return desktop.color(QPalette::Window) != usual.color(QPalette::Window)
        || desktop.color(QPalette::Text) != usual.color(QPalette::Text);
}

} // namespace

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return u"system"_s;
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    }
    Q_UNREACHABLE();
}

Theme themeFromName(const QString &name)
{
    for (const Theme theme : { Theme::Light, Theme::Dark }) {
        if (name == themeName(theme))
            return theme;
    }
    return Theme::System;
}

QPalette paletteOf(Theme theme, const QPalette &desktop, bool isDesktopDark)
{
    if (theme == Theme::System && isChosen(desktop))
        return QPalette();
    const bool isDark = theme == Theme::Dark || (theme == Theme::System && isDesktopDark);
    return paletteFrom(isDark ? dark : light);
}

} // namespace chat
