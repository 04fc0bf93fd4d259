#include "server/door/tlsidentity.h"

#include "common/base/literals.h"
#include "server/door/selfsigned.h"

#include <QFile>
#include <QFileInfo>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QSaveFile>
#include <QSslDiffieHellmanParameters>
#include <QSslKey>
#include <QSslSocket>
#include <QUrl>

namespace chat {

namespace {

constexpr qint64 mostRead = 1024 * 1024; // a long chain has 20 KB

Error unusable(const QString &sentence)
{
    return { .code = ErrorCode::Unavailable, .detail = sentence };
}

Result<QByteArray> readFile(const QString &what, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(u"%1 %2 can not be read (%3): check the path and who owns it"_s.arg(
            what, path, file.errorString()));
    return file.read(mostRead);
}

QSslKey readKey(const QByteArray &pem)
{
    for (const auto algorithm : { QSsl::Ec, QSsl::Rsa }) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

QSslConfiguration configurationFor(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    // Elliptic curves are in every client; without the others there are no parameters to set up.
    configuration.setDiffieHellmanParameters({});
    return configuration;
}

Result<void> write(const QString &path, const QByteArray &pem)
{
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QSaveFile file(path);
    // Before there is anything in it to read.
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(pem) > 0
        && file.commit())
        return {};
    return unusable(u"%1 can not be written (%2): check the folder's owner and the free space, or "
                    "choose another folder with --data"_s.arg(path, file.errorString()));
}

} // namespace

Result<TlsIdentity> readTlsIdentity(const TlsFiles &files)
{
    const auto certificatePem = readFile(u"the certificate"_s, files.certificate);
    if (!certificatePem)
        return certificatePem.error();
    const auto keyPem = readFile(u"the key"_s, files.key);
    if (!keyPem)
        return keyPem.error();
    if (QFileInfo(files.key).permissions() & (QFileDevice::ReadOther | QFileDevice::WriteOther))
        return unusable(u"the key %1 can be read or changed by everybody on this machine: make it "
                        "its owner's alone with chmod 600"_s.arg(files.key));

    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    if (chain.isEmpty())
        return unusable(
            u"%1 holds no certificate in PEM: put the right file there"_s.arg(files.certificate));
    const QSslKey key = readKey(*keyPem);
    if (key.isNull())
        return unusable(u"%1 holds no key in PEM that is an EC or RSA key without a password: put "
                        "the right file there"_s.arg(files.key));
    if (!belongTogether(*certificatePem, *keyPem))
        return unusable(u"the key %1 is not the one of the certificate %2: put the right pair "
                        "there"_s.arg(files.key, files.certificate));
    return TlsIdentity { .configuration = configurationFor(chain, key),
                         .fingerprint = Fingerprint::ofCertificate(chain.first().toDer()) };
}

TlsNames TlsNames::ofThisMachine()
{
    TlsNames names;
    const QString host = QString::fromLatin1(QUrl::toAce(QHostInfo::localHostName()));
    if (!host.isEmpty())
        names.hosts << host;
    if (!host.isEmpty() && !host.contains(u'.'))
        names.hosts << host + u".local"_s;
    if (!names.hosts.contains(u"localhost"_s))
        names.hosts << u"localhost"_s;
    names.addresses = QNetworkInterface::allAddresses();
    return names;
}

Result<void> ensureTlsFiles(const TlsFiles &files, const TlsNames &names)
{
    const bool hasCertificate = QFile::exists(files.certificate);
    if (hasCertificate && QFile::exists(files.key))
        return {};
    if (hasCertificate)
        return unusable(u"the key %1 is gone, without which the certificate %2 is of no use: put "
                        "it back, or remove the certificate to be a server with another key, which "
                        "all clients will warn of"_s.arg(files.key, files.certificate));
    // A key alone is what is left of a start that was cut short: nobody has seen it yet.
    const Result<SelfSigned> made = makeSelfSigned(names);
    if (!made)
        return made.error();
    if (const auto written = write(files.key, made->key); !written)
        return written;
    return write(files.certificate, made->certificate);
}

} // namespace chat
