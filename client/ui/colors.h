#pragma once

#include "common/protocol/values.h"

#include <QColor>
#include <QPalette>

/// Every colour on the screen, derived from the palette's roles, so that light, dark and
/// high-contrast palettes all come out right.
namespace chat::colors {

/// `a` with `share` (0 to 1) of `b` in it.
QColor mix(const QColor &a, const QColor &b, double share);
/// The contrast of two opaque colours as WCAG 2.1 counts it, 1 to 21.
double contrast(const QColor &a, const QColor &b);
/// `wanted`, made lighter or darker until it reads well (4.5 : 1) on `ground`.
QColor readable(const QColor &wanted, const QColor &ground);
bool isDark(const QPalette &palette);

QColor accent(const QPalette &palette);
/// Text of second rank on the ground of lists and pages.
QColor muted(const QPalette &palette);
QColor hairline(const QPalette &palette);
/// The ground under a row or a flat button that the pointer is over, or that is pressed.
QColor hovered(const QPalette &palette);
QColor pressed(const QPalette &palette);
/// The ground under the current row.
QColor selected(const QPalette &palette);

QColor bubble(const QPalette &palette);
QColor ownBubble(const QPalette &palette);

QColor positive(const QPalette &palette);
QColor warning(const QPalette &palette);
QColor negative(const QPalette &palette);
QColor presence(PresenceStatus status, const QPalette &palette);

} // namespace chat::colors
