#pragma once

#include "common/base/fingerprint.h"
#include "common/base/result.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QStringList>

namespace chat {

/// A certificate and its key in PEM, as files.
struct TlsFiles
{
    QString certificate; // with the certificates that vouch for it, if any, behind it
    QString key; // not encrypted; readable by its owner, and at most by a group

    friend bool operator==(const TlsFiles &, const TlsFiles &) = default;
};

/// What the server proves itself with: TLS 1.2 and newer, without asking clients for certificates.
struct TlsIdentity
{
    QSslConfiguration configuration;
    Fingerprint fingerprint; // of its key
};

/// Reads and checks a pair. The error's detail is one sentence for the operator: a file that can
/// not be read, that everybody may read, that holds nothing of the kind, or two that do not belong
/// together.
Result<TlsIdentity> readTlsIdentity(const TlsFiles &files);

/// Whom a certificate is to name.
struct TlsNames
{
    QStringList hosts; // the first one is its subject
    QList<QHostAddress> addresses;

    /// Everything by which this machine may be called.
    static TlsNames ofThisMachine();
};

/// Makes a pair where there is neither file: a key on P-256, and a certificate signed by itself
/// that is valid for ten years. Leaves a pair that is there alone. Refused, in one sentence: only
/// one of both is there, or a file can not be written.
Result<void> ensureTlsFiles(const TlsFiles &files, const TlsNames &names);

} // namespace chat
