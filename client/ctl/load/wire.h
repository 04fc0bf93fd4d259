#pragma once

#include "client/ctl/load/tlslayer.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>

#include <memory>
#include <span>

namespace chat {

/// Where a connection goes, and from which address of this machine it comes.
struct WirePath
{
    QHostAddress target;
    quint16 port = 0;
    QHostAddress source = {}; // null: the system's choice
    const TlsTrust *trust = nullptr; // null: in plain text; outlives all connections
};

/// One TCP connection that never waits, as thin as the system's own, perhaps with TLS: thousands of
/// them cost a generator no more than they must. Closed when it goes.
class Wire
{
public:
    Wire() = default;
    Wire(Wire &&other) noexcept;
    ~Wire() { close(); }

    enum class Opening { Begun, NoPorts, Failed };
    /// NoPorts: all ports of the source address are in use for this target.
    Opening open(const WirePath &path);
    enum class Progress { Done, Later, Failed };
    /// Goes on with the opening when the descriptor can be used, until it is Done.
    Progress advance();
    /// Why it has failed; for people.
    QString problem() const;

    /// The bytes that were read; 0: none are there now; -1: the connection is over.
    qsizetype read(std::span<char> room);
    /// Sends, and keeps what the system does not take; false when the connection is over.
    bool write(QByteArrayView bytes);
    /// Sends what was kept, once the descriptor can be written to.
    bool flush();
    /// Whether to look for when the descriptor can be written to.
    bool wantsWriting() const { return m_wantsWriting || !m_backlog.isEmpty(); }

    int descriptor() const { return m_descriptor; }
    void close();

private:
    Progress connected();
    qsizetype readSome(std::span<char> room);
    qsizetype writeSome(QByteArrayView bytes);

    int m_descriptor = -1;
    bool m_wantsWriting = false; // while it opens
    const TlsTrust *m_trust = nullptr;
    std::unique_ptr<TlsLayer> m_tls; // once TCP is there
    QByteArray m_backlog;
};

} // namespace chat
