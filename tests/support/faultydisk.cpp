// A disk that fails on command, for a process that is started with this library preloaded.
//
// CONFAB_FAULTS names a folder; while there is a file of this name in it, every write and sync of
// files fails or waits: "full", "readonly", "broken", "hang". The first who waits makes "hanging".
// CONFAB_CRASH_AT=N kills the process at its Nth change of the file system, before that is made.

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>

#include <atomic>

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

std::string switchOf(const char *fault)
{
    const char *folder = std::getenv("CONFAB_FAULTS");
    return folder ? std::string(folder) + '/' + fault : std::string();
}

bool isOn(const char *fault)
{
    const std::string path = switchOf(fault);
    return !path.empty() && ::access(path.c_str(), F_OK) == 0;
}

void crashIfDue()
{
    static std::atomic<int> count = 0;
    const char *at = std::getenv("CONFAB_CRASH_AT");
    if (at && ++count == std::atoi(at))
        ::kill(::getpid(), SIGKILL);
}

/// 0, or what the call fails with.
int trouble()
{
    crashIfDue();
    while (isOn("hang")) {
        ::mknod(switchOf("hanging").c_str(), S_IFREG | 0600, 0); // somebody waits
        ::usleep(1000); // the disk is busy with something else
    }
    if (isOn("full"))
        return ENOSPC;
    if (isOn("readonly"))
        return EROFS;
    return isOn("broken") ? EIO : 0;
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

template <class Function, class... Arguments>
auto pass(const char *name, Arguments... arguments) -> decltype(next<Function>(name)(arguments...))
{
    if (const int error = trouble()) {
        errno = error;
        return -1;
    }
    return next<Function>(name)(arguments...);
}

} // namespace

extern "C" {

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    return pass<ssize_t(int, const void *, size_t, off_t)>("pwrite", file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    return pass<ssize_t(int, const void *, size_t, off64_t)>("pwrite64", file, bytes, count, at);
}
int fsync(int file)
{
    return pass<int(int)>("fsync", file);
}
int fdatasync(int file)
{
    return pass<int(int)>("fdatasync", file);
}
int ftruncate(int file, off_t size) noexcept
{
    return pass<int(int, off_t)>("ftruncate", file, size);
}
int ftruncate64(int file, off64_t size) noexcept
{
    return pass<int(int, off64_t)>("ftruncate64", file, size);
}
int rename(const char *from, const char *to) noexcept
{
    crashIfDue();
    return next<int(const char *, const char *)>("rename")(from, to);
}
int link(const char *from, const char *to) noexcept
{
    crashIfDue();
    return next<int(const char *, const char *)>("link")(from, to);
}
int unlink(const char *path) noexcept
{
    crashIfDue();
    return next<int(const char *)>("unlink")(path);
}

} // extern "C"
