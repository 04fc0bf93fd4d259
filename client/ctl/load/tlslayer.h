#pragma once

#include "common/base/fingerprint.h"

#include <QByteArrayView>
#include <QString>

#include <memory>
#include <span>

struct ssl_ctx_st;
struct ssl_st;

namespace chat {

/// What all connections of a load to a wss:// server have in common.
class TlsTrust
{
public:
    /// Only the key that is `expected` will do; when that is nobody's, the certificate must be one
    /// for `host` that the operating system's authorities vouch for.
    TlsTrust(QString host, Fingerprint expected);
    ~TlsTrust();
    Q_DISABLE_COPY_MOVE(TlsTrust)

private:
    friend class TlsLayer; // makes its connections from the context

    QString m_host;
    Fingerprint m_expected;
    ssl_ctx_st *m_context;
};

/// The client's end of TLS 1.2 or newer on a connected socket that never waits. Nothing is written
/// before the key of the server is known to be right.
class TlsLayer
{
public:
    /// Both outlive this object.
    TlsLayer(const TlsTrust &trust, int descriptor);
    ~TlsLayer();
    Q_DISABLE_COPY_MOVE(TlsLayer)

    enum class Progress { Done, Reading, Writing, Failed };
    /// Goes on with the handshake: until it is Done, to be called again when the socket can be read
    /// from, or written to.
    Progress shakeHands();
    /// Why it has failed; for people.
    const QString &problem() const { return m_problem; }

    /// Requires a handshake that is done. As Wire has them: the bytes; 0: not now; -1: it is over.
    qsizetype read(std::span<char> room);
    qsizetype write(QByteArrayView bytes);

private:
    bool isTrusted();
    qsizetype outcome(int count);

    const TlsTrust &m_trust;
    ssl_st *m_ssl;
    QString m_problem;
};

} // namespace chat
