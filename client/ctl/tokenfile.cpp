#include "client/ctl/tokenfile.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace chat {

namespace {

QByteArray bytesOf(const TokenFile::Kept &kept)
{
    return (kept.proof.isEmpty() ? kept.token : kept.token + u'\n' + kept.proof).toUtf8() + '\n';
}

} // namespace

TokenFile TokenFile::ofPerson(const QString &server, const QString &name)
{
    // One file each, under a name without a trap: programs that run at the same time do not meet.
    const QByteArray key = (server + u'\n' + name).toUtf8();
    const QByteArray file = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return TokenFile(folder + "/tokens/"_L1 + QString::fromLatin1(file));
}

TokenFile::Kept TokenFile::read() const
{
    constexpr qint64 longestProof = 256; // a key, or a host's name
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QStringList lines =
        QString::fromUtf8(file.read(limits::idLength + longestProof)).split(u'\n');
    return { .token = lines.value(0).trimmed(), .proof = lines.value(1).trimmed() };
}

TokenFile::Kept TokenFile::writeFirst(const Kept &kept) const
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return {};
    // Readable by its owner only from the start, and whole when it gets its name: QFile::rename
    // never replaces a file, so of two programs that do this at once, one finds the other's token.
    QTemporaryFile file(m_path + ".XXXXXX"_L1);
    if (!file.open() || file.write(bytesOf(kept)) < 0 || !file.flush())
        return {};
    if (file.rename(m_path)) {
        file.setAutoRemove(false);
        return kept;
    }
    return read();
}

bool TokenFile::write(const Kept &kept) const
{
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return false;
    QSaveFile file(m_path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(bytesOf(kept)) > 0 && file.commit();
}

} // namespace chat
