#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>

/// The pictograms, drawn from paths: sharp at every scale, in the colours of the palette, and
/// without an image plugin at run time.
namespace chat {

enum class Glyph { Send, Plus, Search, People, Down, Clock, Check, DoubleCheck, Alert, Lock };

/// Draws in strokes, as large as fits the middle of `rect`.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

/// The mark of the program: two speech bubbles.
void paintAppMark(QPainter &painter, const QRectF &rect);
QIcon appIcon();

} // namespace chat
