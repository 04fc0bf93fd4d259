#pragma once

#include "common/base/fingerprint.h"

#include <QUrl>

namespace chat {

/// The keys that servers are to show, in a file: a line for each, "ADDRESS HEX".
class KnownKeys
{
public:
    /// An empty path: the person's own file.
    explicit KnownKeys(const QString &path);

    const QString &path() const { return m_path; }
    /// Nobody's when none was kept.
    Fingerprint keyAt(const QUrl &address) const;
    /// False when it can not be kept.
    bool keep(const QUrl &address, const Fingerprint &key) const;

private:
    QStringList lines() const;

    QString m_path;
};

} // namespace chat
