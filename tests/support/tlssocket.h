#pragma once

#include "common/base/fingerprint.h"
#include "common/base/literals.h"
#include "tests/support/waiting.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

namespace chat {

inline const QByteArray upgradeRequest = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// A client's end of TLS by hand, that takes any certificate.
class TlsSocket : public QSslSocket
{
public:
    explicit TlsSocket(quint16 port)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        setSslConfiguration(configuration);
        connectToHostEncrypted(u"127.0.0.1"_s, port);
    }

    bool waitForTls() const
    {
        return waitUntil([this] { return isEncrypted() || isOver(); }) && isEncrypted();
    }
    bool isOver() const { return state() == QAbstractSocket::UnconnectedState; }
    Fingerprint serverKey() const { return Fingerprint::ofCertificate(peerCertificate().toDer()); }
    /// Everything that has come, once it ends like this.
    bool hears(const QByteArray &ending)
    {
        return waitUntil([&] {
                   m_heard += readAll();
                   return m_heard.endsWith(ending) || isOver();
               })
            && m_heard.endsWith(ending);
    }

private:
    QByteArray m_heard;
};

/// The beginning of a TLS handshake that offers nothing newer than `version` (0x0303 is TLS 1.2).
inline QByteArray clientHello(quint16 version)
{
    const auto number = [](qsizetype value, int bytes) {
        QByteArray digits;
        for (int i = bytes - 1; i >= 0; --i)
            digits += static_cast<char>(value >> (8 * i));
        return digits;
    };
    const QByteArray ciphers = QByteArray::fromHex("c02bc02fc00ac014002f");
    const QByteArray extensions =
        QByteArray::fromHex("000a00040002"
                            "0017" // groups: P-256
                            "000b00020100" // points: uncompressed
                            "000d0006000404030401"); // ECDSA and RSA with SHA-256
    const QByteArray hello = number(version, 2) + QByteArray(32, 'r') + number(0, 1)
        + number(ciphers.size(), 2) + ciphers + QByteArray::fromHex("0100")
        + number(extensions.size(), 2) + extensions;
    const QByteArray handshake = number(1, 1) + number(hello.size(), 3) + hello;
    return QByteArray::fromHex("160301") + number(handshake.size(), 2) + handshake;
}

} // namespace chat
