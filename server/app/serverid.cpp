#include "server/app/serverid.h"

#include "common/base/ids.h"
#include "common/base/literals.h"

#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace chat {

namespace {

constexpr int idBytes = 16;
constexpr qint64 mostRead = 1024; // an id, and what an editor may have put around it

Error sentence(const QString &text)
{
    return { .code = ErrorCode::Unavailable, .detail = text };
}

Result<QString> makeServerId(const QString &path, Random &random)
{
    const QString id = newRandomHex(random, idBytes);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(id.toLatin1() + '\n') < 0 || !file.commit())
        return sentence(u"%1 can not be written (%2): check the folder's owner and the free space, "
                        "or choose another folder with --data"_s.arg(path, file.errorString()));
    return id;
}

} // namespace

Result<QString> readServerId(const QString &path, Random &random)
{
    QFile file(path);
    if (!file.exists())
        return makeServerId(path, random);
    if (!file.open(QIODevice::ReadOnly))
        return sentence(
            u"%1 can not be read (%2): check who owns it"_s.arg(path, file.errorString()));
    const QString id = QString::fromLatin1(file.read(mostRead)).trimmed();
    static const QRegularExpression shape(u"\\A[0-9a-f]{%1}\\z"_s.arg(2 * idBytes));
    if (!shape.match(id).hasMatch())
        return sentence(
            u"%1 does not hold a server's id (%2 hexadecimal digits): restore it from a "
            "backup, or remove it to be a new server to everyone"_s.arg(path)
                .arg(2 * idBytes));
    return id;
}

} // namespace chat
