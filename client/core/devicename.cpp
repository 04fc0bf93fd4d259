#include "client/core/devicename.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QStringList>
#include <QSysInfo>

namespace chat {

QString deviceName(const QString &program)
{
    const QStringList parts { QSysInfo::machineHostName(), QSysInfo::prettyProductName(), program };
    return parts.join(", "_L1).left(limits::deviceNameLength);
}

} // namespace chat
