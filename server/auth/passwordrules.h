#pragma once

#include "common/base/result.h"

#include <QString>

/// What a password may be.
namespace chat::passwordrules {

/// As it is hashed: NFC, so that all keyboards write the same one.
QString normalized(const QString &password);
/// Whether it can be a new password of the person of this name, with at least `least` UTF-16 units.
/// Refused: InvalidMessage; the detail does not repeat it.
Result<void> check(const QString &normalized, const QString &name, qint64 least);

} // namespace chat::passwordrules
