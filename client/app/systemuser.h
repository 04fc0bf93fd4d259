#pragma once

#include <QString>

namespace chat {

/// What the system calls the person at the keyboard: the full name where it knows one, else the
/// login name, else nothing.
QString systemUserName();

} // namespace chat
