#include "server/storage/files.h"

#include "common/base/literals.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace chat {

namespace {

Error systemError(const QString &path, int number)
{
    const QString words = QString::fromLocal8Bit(std::strerror(number));
    return { .code = number == ENOSPC || number == EDQUOT ? ErrorCode::StoreFull
                                                          : ErrorCode::Unavailable,
             .detail = u"%1: %2"_s.arg(path, words) };
}

Result<void> outcome(int returned, const QString &path)
{
    return returned == 0 ? Result<void>() : Result<void>(systemError(path, errno));
}

} // namespace

Result<void> syncToDisk(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return systemError(path, errno);
    const Result<void> synced = outcome(::fsync(file), path);
    ::close(file);
    return synced;
}

Result<void> giveSecondName(const QString &path, const QString &secondName)
{
    if (::link(QFile::encodeName(path).constData(), QFile::encodeName(secondName).constData()) == 0)
        return {};
    if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
        return systemError(secondName, errno);
    QFile file(path);
    if (!file.copy(secondName)) {
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"%1: %2"_s.arg(secondName, file.errorString()) };
    }
    return syncToDisk(secondName);
}

Result<void> replaceFile(const QString &path, const QString &target)
{
    return outcome(
        ::rename(QFile::encodeName(path).constData(), QFile::encodeName(target).constData()),
        target);
}

Result<void> renameFile(const QString &path, const QString &target)
{
    QFile file(path);
    if (!file.rename(target))
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"%1: %2"_s.arg(target, file.errorString()) };
    return {};
}

Result<void> removeFile(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return systemError(path, errno);
    return {};
}

void removeDatabase(const QString &path)
{
    for (const QString &ending : { u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s })
        (void)removeFile(path + ending);
}

} // namespace chat
