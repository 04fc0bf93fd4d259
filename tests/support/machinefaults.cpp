// A machine that misbehaves, to be loaded into a server with LD_PRELOAD. It works on the files
// whose names begin with "confab.sqlite", and on the wall clock. CONFAB_MACHINE names a folder:
//
// - <folder>/switches holds MachineSwitches, which may be changed at any time,
// - <folder>/<name> is each file as it was when it was last synced: what is left of it when the
//   power is cut now.

#include "tests/support/machineswitches.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

const char *folder()
{
    static const char *const path = std::getenv("CONFAB_MACHINE");
    return path;
}

const volatile chat::MachineSwitches &switches()
{
    static const volatile auto *const mapped = []() -> const chat::MachineSwitches * {
        static const chat::MachineSwitches none;
        const std::string path = std::string(folder() ? folder() : "") + "/switches";
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        void *const memory = file < 0
            ? MAP_FAILED
            : ::mmap(nullptr, sizeof(chat::MachineSwitches), PROT_READ, MAP_SHARED, file, 0);
        return memory == MAP_FAILED ? &none : static_cast<const chat::MachineSwitches *>(memory);
    }();
    return *mapped;
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

/// The name of the file without its folder if it is the database's; else empty.
std::string databaseName(int file)
{
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    char path[4096];
    const auto size = ::readlink(link.c_str(), path, sizeof path);
    if (size <= 0)
        return {};
    const std::string whole(path, static_cast<std::size_t>(size));
    const std::string name = whole.substr(whole.rfind('/') + 1);
    return name.rfind("confab.sqlite", 0) == 0 ? name : std::string();
}

bool isFull(int file)
{
    return switches().isDiskFull != 0 && !databaseName(file).empty();
}

void keepSynced(int file)
{
    const std::string name = databaseName(file);
    if (name.empty() || !folder())
        return;
    const std::string path = std::string(folder()) + '/' + name;
    const std::string fresh = path + ".new";
    struct stat status = {};
    const int copy = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (copy < 0 || ::fstat(file, &status) != 0)
        std::abort();
    off_t offset = 0;
    while (offset < status.st_size) {
        if (::sendfile(copy, file, &offset, static_cast<std::size_t>(status.st_size - offset)) <= 0)
            std::abort();
    }
    ::close(copy);
    // Whoever is killed in the middle of this has not synced.
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        std::abort();
}

} // namespace

extern "C" {

int fdatasync(int file)
{
    static const auto real = next<int(int)>("fdatasync");
    const int result = real(file);
    if (result == 0)
        keepSynced(file);
    return result;
}

int fsync(int file)
{
    static const auto real = next<int(int)>("fsync");
    const int result = real(file);
    if (result == 0)
        keepSynced(file);
    return result;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset)
{
    static const auto real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    if (!isFull(file))
        return real(file, bytes, size, offset);
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset)
{
    return pwrite64(file, bytes, size, offset);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    static const auto real = next<int(clockid_t, struct timespec *)>("clock_gettime");
    const int result = real(clock, time);
    if (clock == CLOCK_REALTIME)
        time->tv_sec += switches().clockShift;
    return result;
}

int gettimeofday(struct timeval *time, void *zone)
{
    static const auto real = next<int(struct timeval *, void *)>("gettimeofday");
    const int result = real(time, zone);
    time->tv_sec += switches().clockShift;
    return result;
}

time_t time(time_t *out)
{
    static const auto real = next<time_t(time_t *)>("time");
    const time_t now = real(nullptr) + switches().clockShift;
    if (out)
        *out = now;
    return now;
}

} // extern "C"
