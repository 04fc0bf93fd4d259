#pragma once

#include <QFont>

/// The few sizes of type, relative to the person's own font.
namespace chat::fonts {

QFont small(const QFont &base); // times, second lines
QFont large(const QFont &base); // the name of a room over its page
QFont display(const QFont &base); // the one sentence of a dialog or an empty page
QFont bold(const QFont &base);

} // namespace chat::fonts
