#include "server/app/datafolder.h"

#include "common/base/literals.h"

#include <QDir>
#include <QFileInfo>

namespace chat::datafolder {

namespace {

Error unusable(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

} // namespace

QString databaseFile(const QString &folder)
{
    return QDir(folder).filePath(u"confab.sqlite"_s);
}

QString serverIdFile(const QString &folder)
{
    return QDir(folder).filePath(u"server-id"_s);
}

QString certificateFile(const QString &folder)
{
    return QDir(folder).filePath(u"tls-certificate.pem"_s);
}

QString keyFile(const QString &folder)
{
    return QDir(folder).filePath(u"tls-key.pem"_s);
}

Result<std::unique_ptr<QLockFile>> lock(const QString &path)
{
    const QDir folder(path);
    const QFileInfo there(path);
    if (there.exists() && !there.isDir())
        return unusable(u"%1 is a file: choose a folder for the data with --data"_s.arg(
            folder.absolutePath()));
    if (!there.exists() && !folder.mkpath(u"."_s))
        return unusable(
            u"the data folder %1 can not be made: check who owns the folder above it, or "
            "choose another one with --data"_s.arg(folder.absolutePath()));
    auto lock = std::make_unique<QLockFile>(folder.filePath(u"confabd.lock"_s));
    lock->setStaleLockTime(0);
    if (lock->tryLock())
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return unusable(u"the data folder %1 can not be written to: check who owns it, or choose "
                        "another one with --data"_s.arg(folder.absolutePath()));
    qint64 pid = 0;
    QString host;
    QString program;
    lock->getLockInfo(&pid, &host, &program);
    return Error { .code = ErrorCode::Conflict,
                   .detail = u"another confabd (process %1) is using the data folder %2: stop it, "
                             "or choose another one with --data"_s.arg(pid)
                                 .arg(folder.absolutePath()) };
}

} // namespace chat::datafolder
