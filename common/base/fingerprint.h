#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace chat {

/// What a server is known by: SHA-256 of its public key, in the form in which a certificate holds
/// it (SubjectPublicKeyInfo, RFC 5280, 4.1). A certificate that is made anew for the same key has
/// the same one.
class Fingerprint
{
public:
    static constexpr qsizetype hexLength = 64;
    static constexpr qsizetype wordCount = 8;

    /// Nobody's.
    Fingerprint() = default;
    /// Of the key in an X.509 certificate in DER. Nobody's when that is no certificate.
    static Fingerprint ofCertificate(const QByteArray &der);
    /// Nothing for a text that is not 64 hexadecimal digits; colons and spaces between them are
    /// fine.
    static std::optional<Fingerprint> fromHex(const QString &text);

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// 64 digits in lower case; empty when it is nobody's.
    QString toHex() const { return QString::fromLatin1(m_bytes.toHex()); }
    /// Eight words that stand for its first 64 bits: people compare words better than digits, and
    /// to find another key with the same ones takes 2^64 attempts.
    QStringList toWords() const;

    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;

private:
    QByteArray m_bytes; // 32 of them, or none
};

} // namespace chat
