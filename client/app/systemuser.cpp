#include "client/app/systemuser.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace chat {

namespace {

QString fullName()
{
#ifdef Q_OS_UNIX
    const passwd *entry = getpwuid(getuid());
    if (entry && entry->pw_gecos) {
        // The first of the comma-separated fields; & stands for the login name (passwd(5)).
        QString name = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0);
        QString login = QString::fromLocal8Bit(entry->pw_name);
        if (!login.isEmpty())
            login[0] = login.at(0).toUpper();
        return name.replace(u'&', login).simplified();
    }
#endif
    return {};
}

} // namespace

QString systemUserName()
{
    QString name = fullName();
    if (name.isEmpty())
        name = qEnvironmentVariable("USER");
    if (name.isEmpty())
        name = qEnvironmentVariable("USERNAME");
    return name.left(limits::userNameLength);
}

} // namespace chat
