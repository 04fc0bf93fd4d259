#include "server/app/filelimit.h"

#include <QtGlobal>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace chat {

#ifdef Q_OS_UNIX

std::optional<int> raiseFileLimit()
{
    // What Linux allows at most; some systems say "infinite", and do not let one ask for it.
    constexpr rlim_t most = 1024 * 1024;
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::nullopt;
    rlimit raised = limit;
    raised.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, most));
    if (::setrlimit(RLIMIT_NOFILE, &raised) != 0)
        raised = limit;
    return static_cast<int>(std::min(raised.rlim_cur, most));
}

#else

std::optional<int> raiseFileLimit()
{
    return std::nullopt;
}

#endif

} // namespace chat
