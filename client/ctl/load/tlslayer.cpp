#include "client/ctl/load/tlslayer.h"

#include "common/base/literals.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace chat {

namespace {

Fingerprint keyOf(const SSL *ssl)
{
    X509 *const certificate = SSL_get0_peer_certificate(ssl);
    if (!certificate)
        return {};
    QByteArray der(i2d_X509(certificate, nullptr), Qt::Uninitialized);
    auto *to = reinterpret_cast<unsigned char *>(der.data()); // OpenSSL's bytes are unsigned
    i2d_X509(certificate, &to);
    return Fingerprint::ofCertificate(der);
}

} // namespace

TlsTrust::TlsTrust(QString host, Fingerprint expected)
    : m_host(std::move(host))
    , m_expected(std::move(expected))
    , m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(m_context);
    // One read of the socket for many records.
    SSL_CTX_set_read_ahead(m_context, 1);
    // What could not be sent at once may lie elsewhere by the next attempt; and idle connections,
    // of which there are thousands, keep no buffers.
    SSL_CTX_set_mode(m_context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                         | SSL_MODE_RELEASE_BUFFERS);
}

TlsTrust::~TlsTrust()
{
    SSL_CTX_free(m_context);
}

TlsLayer::TlsLayer(const TlsTrust &trust, int descriptor)
    : m_trust(trust)
    , m_ssl(SSL_new(trust.m_context))
{
    const QByteArray host = trust.m_host.toLatin1();
    SSL_set_fd(m_ssl, descriptor);
    // A host is an address, or else a name, and only names are told to the server.
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(m_ssl), host.constData()) == 1)
        return;
    SSL_set1_host(m_ssl, host.constData());
    SSL_set_tlsext_host_name(m_ssl, host.constData());
}

TlsLayer::~TlsLayer()
{
    SSL_free(m_ssl);
}

TlsLayer::Progress TlsLayer::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_connect(m_ssl);
    if (result == 1)
        return isTrusted() ? Progress::Done : Progress::Failed;
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ:
        return Progress::Reading;
    case SSL_ERROR_WANT_WRITE:
        return Progress::Writing;
    default:
        m_problem = u"no TLS"_s;
        return Progress::Failed;
    }
}

bool TlsLayer::isTrusted()
{
    const Fingerprint seen = keyOf(m_ssl);
    const bool isFine = m_trust.m_expected.isEmpty() ? SSL_get_verify_result(m_ssl) == X509_V_OK
                                                     : seen == m_trust.m_expected;
    if (!isFine)
        m_problem = u"the key of the server is not known: %1"_s.arg(seen.toHex());
    return isFine;
}

qsizetype TlsLayer::read(std::span<char> room)
{
    ERR_clear_error();
    return outcome(SSL_read(m_ssl, room.data(), static_cast<int>(room.size())));
}

qsizetype TlsLayer::write(QByteArrayView bytes)
{
    ERR_clear_error();
    return outcome(SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size())));
}

qsizetype TlsLayer::outcome(int count)
{
    if (count > 0)
        return count;
    const int error = SSL_get_error(m_ssl, count);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

} // namespace chat
