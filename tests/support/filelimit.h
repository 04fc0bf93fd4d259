#pragma once

#include "common/base/literals.h"

#include <QFileInfo>

#include <algorithm>

#include <sys/resource.h>

/// Files that run out, in another process or in this one (process id 0).
namespace chat::filelimit {

/// False when the process is gone.
inline bool set(qint64 processId, rlim_t count)
{
    rlimit limit {};
    const auto pid = static_cast<pid_t>(processId);
    if (prlimit(pid, RLIMIT_NOFILE, nullptr, &limit) != 0)
        return false;
    limit.rlim_cur = std::min(count, limit.rlim_max);
    return prlimit(pid, RLIMIT_NOFILE, &limit, nullptr) == 0;
}

/// From now on the process can not open one more file; what is open stays open.
inline bool deny(qint64 processId)
{
    // The next one would get the lowest free number. Not lower: poll() fails with more sockets than
    // files are allowed.
    const QString process = processId == 0 ? u"self"_s : QString::number(processId);
    rlim_t next = 0;
    while (QFileInfo(u"/proc/%1/fd/%2"_s.arg(process).arg(next)).isSymLink())
        ++next;
    return set(processId, next);
}

inline bool allow(qint64 processId)
{
    return set(processId, 1024);
}

} // namespace chat::filelimit
