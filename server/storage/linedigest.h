#pragma once

#include <QCryptographicHash>
#include <QString>

namespace chat {

/// What tells a repeated send from another one under the same tag. `replyTo` is 0 for none.
inline QByteArray lineDigest(const QString &room, qint64 replyTo, const QString &content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(room.toUtf8());
    hash.addData(QByteArray::number(replyTo));
    hash.addData(content.toUtf8());
    return hash.result();
}

} // namespace chat
