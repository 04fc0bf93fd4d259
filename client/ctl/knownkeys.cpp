#include "client/ctl/knownkeys.h"

#include "common/base/literals.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace chat {

namespace {

constexpr qint64 mostRead = 1024 * 1024; // ten thousand servers

QString placeOf(const QUrl &address)
{
    return address.toString(QUrl::FullyEncoded);
}

} // namespace

KnownKeys::KnownKeys(const QString &path)
    : m_path(path.isEmpty()
                 ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/keys"_L1
                 : path)
{
}

QStringList KnownKeys::lines() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(mostRead)).split(u'\n', Qt::SkipEmptyParts);
}

Fingerprint KnownKeys::keyAt(const QUrl &address) const
{
    const QString place = placeOf(address) + u' ';
    const QStringList all = lines();
    for (const QString &line : all) {
        if (line.startsWith(place))
            return Fingerprint::fromHex(line.sliced(place.size())).value_or(Fingerprint());
    }
    return {};
}

bool KnownKeys::keep(const QUrl &address, const Fingerprint &key) const
{
    const QString place = placeOf(address) + u' ';
    QStringList all = lines();
    all.removeIf([&place](const QString &line) { return line.startsWith(place); });
    all << place + key.toHex();
    QSaveFile file(m_path);
    return QDir().mkpath(QFileInfo(m_path).absolutePath()) && file.open(QIODevice::WriteOnly)
        && file.write(all.join(u'\n').toUtf8() + '\n') > 0 && file.commit();
}

} // namespace chat
