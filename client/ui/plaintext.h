#pragma once

#include <QString>

/// Peers' text on its way to the screen.
namespace chat {

/// One line without line breaks, controls and direction overrides, for lists and titles.
QString oneLine(const QString &text);
/// `name` ready to stand inside a sentence: one line, and set apart where its direction could turn
/// the words around it.
QString inSentence(const QString &name);
/// `text` for a tooltip, which would guess whether it is HTML: here it always is, and says `text`.
QString toolTipOf(const QString &text);

} // namespace chat
