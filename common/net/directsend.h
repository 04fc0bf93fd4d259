#pragma once

#include <QByteArray>

#include <span>

namespace chat {

/// Gives `chunks`, in their order, to the system in one call where the system has such a call, and
/// answers how many of their bytes it took. Never waits. After an error, as on a system without the
/// call, it took none: whoever writes next in the usual way will meet the error again.
qint64 sendDirectly(qintptr descriptor, std::span<const QByteArray> chunks);

} // namespace chat
