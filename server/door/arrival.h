#pragma once

#include "server/door/rawsocket.h"

#include <QObject>

#include <memory>

class QSocketNotifier;
class QSslConfiguration;
class QTcpSocket;

namespace chat {

class TurnEnd;

/// A connection from its accept until it is let in or turned away.
///
/// Its first byte tells whether it speaks TLS: 22 begins a ClientHello (RFC 8446, 5.1), and no
/// method of HTTP. What follows, decrypted, is the head of a request. Before the first byte it
/// costs a descriptor and a notifier. It decides nothing: its owner is told, and says how to go on.
class Arrival : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Arrival)

public:
    /// Takes the descriptor. Of what it says, at most `mostPeeked` bytes are taken in. `turnEnd` is
    /// for its socket, also when the arrival is over.
    Arrival(qintptr descriptor, rawsocket::Origin origin, qint64 mostPeeked, TurnEnd &turnEnd);
    /// Ends the connection, unless it was taken.
    ~Arrival() override;

    const rawsocket::Origin &origin() const { return m_origin; }
    /// Known from the first byte on.
    bool isEncrypted() const { return m_isEncrypted; }
    /// From tlsWanted() until encrypted().
    bool isInTlsHandshake() const { return m_isInTlsHandshake; }
    bool isAnswered() const { return m_isAnswered; }
    /// Where it has come to: "192.0.2.7:3001".
    QString destination() const;
    /// The bytes that have come; they stay.
    QByteArray peek() const;

    /// To be called once after tlsWanted().
    void startTls(const QSslConfiguration &configuration);
    /// Says this, and then ends the connection; ended() follows. heard() comes no more.
    void answer(const QByteArray &bytes);
    /// Stops taking in bytes until the reader has asked for them.
    void holdBack();
    /// The socket, still the arrival's; null before the first byte, and while TLS has not begun.
    QTcpSocket *socket() const { return m_socket.get(); }
    /// It is the caller's from now on.
    QTcpSocket *takeSocket();

Q_SIGNALS:
    /// It begins a TLS handshake, which startTls() answers.
    void tlsWanted();
    /// The handshake is through.
    void encrypted();
    /// peek() has more to show.
    void heard();
    /// By the other end, or because TLS failed, or after answer().
    void ended();

private:
    void onFirstByte();
    void adopt(std::unique_ptr<QTcpSocket> socket);
    void end();

    qintptr m_descriptor; // -1 from when a socket has it
    rawsocket::Origin m_origin;
    qint64 m_mostPeeked;
    TurnEnd &m_turnEnd;
    bool m_isEncrypted = false;
    bool m_isInTlsHandshake = false;
    bool m_isAnswered = false;
    bool m_hasEnded = false;
    std::unique_ptr<QSocketNotifier> m_notifier; // until the first byte
    std::unique_ptr<QTcpSocket> m_socket;
};

} // namespace chat
