#pragma once

#include "common/base/literals.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <functional>
#include <memory>

/// JSON Web Tokens, right ones and wrong ones.
namespace chat::jwts {

using Sign = std::function<QByteArray(const QByteArray &)>;

inline QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

inline QByteArray encoded(const QJsonObject &object)
{
    return encoded(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

inline QString token(const QJsonObject &header, const QJsonObject &claims, const Sign &sign)
{
    const QByteArray text = encoded(header) + '.' + encoded(claims);
    return QString::fromLatin1(text + '.' + encoded(sign(text)));
}

inline Sign bySecret(const QByteArray &secret)
{
    return [secret](const QByteArray &text) {
        return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256);
    };
}

/// A fresh pair of keys: "RSA" (2048 bits, or fewer) or "ED25519".
class KeyPair
{
public:
    explicit KeyPair(const char *kind, unsigned int bits = 2048)
        : m_key(QByteArray(kind) == "RSA"
                    ? EVP_PKEY_Q_keygen(nullptr, nullptr, kind, static_cast<std::size_t>(bits))
                    : EVP_PKEY_Q_keygen(nullptr, nullptr, kind),
                EVP_PKEY_free)
        , m_isRsa(QByteArray(kind) == "RSA")
    {
        if (!m_key)
            qFatal("no key could be made");
    }

    QByteArray publicPem() const
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
        PEM_write_bio_PUBKEY(bio.get(), m_key.get());
        char *data = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &data);
        return { data, static_cast<qsizetype>(size) };
    }

    Sign sign() const
    {
        return [this](const QByteArray &text) {
            const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
            const auto length = static_cast<std::size_t>(text.size());
            const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                  EVP_MD_CTX_free);
            std::size_t size = 0;
            QByteArray signature(1024, '\0');
            size = static_cast<std::size_t>(signature.size());
            const bool isSigned =
                EVP_DigestSignInit(context.get(), nullptr, m_isRsa ? EVP_sha256() : nullptr,
                                   nullptr, m_key.get())
                    == 1
                && EVP_DigestSign(context.get(),
                                  reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
                                  length)
                    == 1;
            return isSigned ? signature.left(static_cast<qsizetype>(size)) : QByteArray();
        };
    }

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
    bool m_isRsa;
};

} // namespace chat::jwts
