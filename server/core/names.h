#pragma once

#include <QString>

/// What a person's name may be, and when two names are the same.
namespace chat::names {

/// The name as it is kept: NFKC, no spaces at its ends, runs of spaces made one.
QString tidied(const QString &name);
/// Whether a tidied name can be kept: not empty, not longer than limits::userNameLength, nothing
/// invisible in it.
bool isAcceptable(const QString &name);
/// What two names have in common that differ in case only.
QString key(const QString &name);
/// "Ada 2": another name much like this one, within the same limit.
QString numbered(const QString &name, int number);

} // namespace chat::names
