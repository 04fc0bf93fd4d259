#pragma once

#include "common/base/literals.h"
#include "server/door/selfsigned.h"

#include <QFile>
#include <QTemporaryDir>

namespace chat {

/// Writes `bytes` to a file that only its owner can read.
inline bool writePrivate(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size();
}

/// A certificate of its own for this machine's loopback, in a folder of its own.
class TlsPair
{
public:
    TlsPair()
        : m_made(makeSelfSigned({ .hosts = { u"localhost"_s },
                                  .addresses = { QHostAddress(QHostAddress::LocalHost) } }))
        , m_files { .certificate = m_folder.filePath(u"certificate.pem"_s),
                    .key = m_folder.filePath(u"key.pem"_s) }
    {
        if (!m_made || !writePrivate(m_files.certificate, m_made->certificate)
            || !writePrivate(m_files.key, m_made->key))
            qFatal("no certificate");
    }

    const TlsFiles &files() const { return m_files; }
    const SelfSigned &pem() const { return *m_made; }
    TlsIdentity identity() const { return *readTlsIdentity(m_files); }

private:
    QTemporaryDir m_folder;
    Result<SelfSigned> m_made;
    TlsFiles m_files;
};

} // namespace chat
