#include "client/ctl/load/processfigures.h"

#include "common/base/literals.h"

#include <QCoreApplication>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace chat {

namespace {

QByteArray contentsOf(qint64 processId, QLatin1StringView name)
{
    QFile file(u"/proc/%1/%2"_s.arg(processId).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The fields of /proc/PID/stat from the third one on: the second may hold anything.
QList<QByteArray> statFields(qint64 processId)
{
    const QByteArray line = contentsOf(processId, "stat"_L1);
    return line.mid(line.lastIndexOf(") ") + 2).split(' ');
}

} // namespace

std::optional<ProcessFigures> ProcessFigures::of(qint64 processId)
{
    constexpr qsizetype utime = 14 - 3; // by the numbers of proc(5)
    constexpr qsizetype stime = 15 - 3;
    const QList<QByteArray> fields = statFields(processId);
    const QList<QByteArray> pages = contentsOf(processId, "statm"_L1).split(' ');
    if (fields.size() <= stime || pages.size() < 2)
        return std::nullopt;
    const qint64 ticks = fields[utime].toLongLong() + fields[stime].toLongLong();
    return ProcessFigures { .cpu = std::chrono::microseconds { ticks * 1'000'000
                                                               / ::sysconf(_SC_CLK_TCK) },
                            .residentBytes = pages[1].toLongLong() * ::sysconf(_SC_PAGESIZE) };
}

std::optional<ProcessFigures> ProcessFigures::ofThisProgram()
{
    return of(QCoreApplication::applicationPid());
}

qint64 raiseFileLimit()
{
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<qint64>(
        std::min(limit.rlim_cur, static_cast<rlim_t>(std::numeric_limits<int>::max())));
}

} // namespace chat
