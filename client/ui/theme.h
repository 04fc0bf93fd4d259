#pragma once

#include <QPalette>
#include <QString>

namespace chat {

enum class Theme { System, Light, Dark };

/// "system", "light", "dark": how a theme is kept in the settings.
QString themeName(Theme theme);
/// System for any other text.
Theme themeFromName(const QString &name);

/// What to give to QApplication::setPalette() for a theme. `desktop` is what the platform gave at
/// the start: where it carries a choice of the person (a dark desktop, high contrast, own colours)
/// System is the empty palette, which leaves everything to the platform, also when it changes;
/// where it is only the default of the style, System is Dark if the desktop is said to be dark,
/// else Light.
QPalette paletteOf(Theme theme, const QPalette &desktop, bool isDesktopDark);

} // namespace chat
