#include "server/door/selfsigned.h"

#include "common/base/literals.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace chat {

namespace {

constexpr long validSeconds = 10L * 365 * 24 * 60 * 60;
constexpr long clockSkewSeconds = 24 * 60 * 60; // clients whose clock is behind
constexpr int serialBits = 127; // unique without a register, RFC 5280, 4.1.2.2

template <auto release>
struct Freed
{
    template <class T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

Error failure(const char *what)
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    return { .code = ErrorCode::Internal,
             .detail = u"no certificate could be made (%1: %2): give one with tls.certificate and "
                       "tls.key"_s.arg(QString::fromLatin1(what),
                                       QString::fromLatin1(ERR_reason_error_string(code))) };
}

Bio reading(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QByteArray contentsOf(BIO *bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return { bytes, size };
}

/// "DNS:desk,IP:192.0.2.7"
QByteArray alternativeNames(const TlsNames &names)
{
    QStringList parts;
    for (const QString &host : names.hosts)
        parts << u"DNS:"_s + host;
    for (QHostAddress address : names.addresses) {
        if (address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv6Protocol)
            continue; // on another machine it means something else
        address.setScopeId({});
        parts << u"IP:"_s + address.toString();
    }
    return parts.join(u',').toLatin1();
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    const Number number(BN_new());
    return number && BN_rand(number.get(), serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setSubject(X509 *certificate, const QString &host)
{
    // Clients look at the alternative names; this one is for people, 64 characters at most.
    constexpr qsizetype longest = 64;
    const QByteArray name = host.left(longest).toUtf8();
    X509_NAME *subject = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const uchar *>(name.constData()), -1, -1, 0)
        == 1
        && X509_set_issuer_name(certificate, subject) == 1;
}

bool addExtensions(X509 *certificate, const TlsNames &names)
{
    return addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && addExtension(certificate, NID_subject_alt_name, alternativeNames(names));
}

} // namespace

Result<SelfSigned> makeSelfSigned(const TlsNames &names)
{
    const Key key(EVP_EC_gen("P-256"));
    if (!key)
        return failure("key");
    const Certificate certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1
        || !setSerial(certificate.get()))
        return failure("serial number");
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -clockSkewSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), validSeconds);
    if (!setSubject(certificate.get(), names.hosts.value(0)))
        return failure("subject");
    if (X509_set_pubkey(certificate.get(), key.get()) != 1
        || !addExtensions(certificate.get(), names))
        return failure("names");
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return failure("signature");

    const Bio certificatePem(BIO_new(BIO_s_mem()));
    const Bio keyPem(BIO_new(BIO_s_secmem()));
    if (!certificatePem || !keyPem
        || PEM_write_bio_X509(certificatePem.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            != 1)
        return failure("PEM");
    return SelfSigned { .certificate = contentsOf(certificatePem.get()),
                        .key = contentsOf(keyPem.get()) };
}

bool belongTogether(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    // Else OpenSSL would ask for a password on the terminal.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    const Bio certificateBytes = reading(certificatePem);
    const Bio keyBytes = reading(keyPem);
    const Certificate certificate(
        PEM_read_bio_X509(certificateBytes.get(), nullptr, nullptr, nullptr));
    const Key key(PEM_read_bio_PrivateKey(keyBytes.get(), nullptr, noPassword, nullptr));
    const bool isPair =
        certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
    ERR_clear_error();
    return isPair;
}

} // namespace chat
