#pragma once

#include <QString>

namespace chat {

/// What this device is called in a person's list of their devices, for example
/// "kitchen, Debian GNU/Linux 12 (bookworm), Confab".
QString deviceName(const QString &program);

} // namespace chat
