#pragma once

#include <QString>

#include <array>

/// What a person's name may be, and when two names are the same.
namespace chat::names {

/// The name as it is kept: NFKC, no spaces at its ends, runs of spaces made one, and without the
/// marks that only choose between two pictures of a character.
QString tidied(const QString &name);
/// Whether a tidied name can be kept: not empty, not longer than limits::userNameLength, nothing
/// in it that is not seen, turns the text around, or has no meaning yet, and something to see.
bool isAcceptable(const QString &name);
/// What two names have in common that differ in case only.
QString key(const QString &name);

/// Everything that a name lays claim to: its key; how it looks; how it looks in lower case. The
/// looks are those of Unicode's UTS 39, the same for "ada" in Latin and in Cyrillic letters.
using Claims = std::array<QString, 3>;
/// Two persons may not have names of which one of the claims is the same.
Claims claims(const QString &name);

/// "Ada 2": another name much like this one, within the same limit.
QString numbered(const QString &name, int number);

} // namespace chat::names
