#pragma once

#include "common/protocol/values.h"

namespace chat {

/// Text of a peer's, safe for a terminal: control characters and those that turn the direction of
/// writing are shown as escapes ("\n", "\u001b").
QString escaped(const QString &text);

/// "12:00 ada: hello", in local time.
QString plainLine(const Message &message);

/// What a refusal means to the person at the terminal: a sentence without its end.
QString sentenceFor(const Error &error);

} // namespace chat
