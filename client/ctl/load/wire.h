#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>

#include <span>

namespace chat {

/// Where a connection goes, and from which address of this machine it comes.
struct WirePath
{
    QHostAddress target;
    quint16 port = 0;
    QHostAddress source = {}; // null: the system's choice
};

/// One TCP connection that never waits, as thin as the system's own: thousands of them cost a
/// generator no more than they must. Closed when it goes.
class Wire
{
public:
    Wire() = default;
    Wire(Wire &&other) noexcept;
    Wire &operator=(Wire &&other) noexcept;
    ~Wire() { close(); }

    enum class Opening { Begun, NoPorts, Failed };
    /// NoPorts: all ports of the source address are in use for this target.
    Opening open(const WirePath &path);
    /// To be asked when the descriptor can be written to for the first time.
    bool isConnected() const;

    /// The bytes that were read; 0: none are there now; -1: the connection is over.
    qsizetype read(std::span<char> room);
    /// Sends, and keeps what the system does not take; false when the connection is over.
    bool write(QByteArrayView bytes);
    /// Sends what was kept, once the descriptor can be written to.
    bool flush();
    bool hasBacklog() const { return !m_backlog.isEmpty(); }

    int descriptor() const { return m_descriptor; }
    void close();

private:
    int m_descriptor = -1;
    QByteArray m_backlog;
};

} // namespace chat
