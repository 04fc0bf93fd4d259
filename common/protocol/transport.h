#pragma once

#include "common/protocol/closecodes.h"
#include "common/protocol/frame.h"

#include <QObject>

namespace chat {

/// Moves frames between two ends: over a WebSocket, or in memory for tests. Lives in one thread.
///
/// What happens is told to its listener, and by the signals of the same names, the listener first.
/// A signal costs a connection some 200 bytes for each who is told, and a server has ten thousand.
///
/// After closed() nothing more is signalled, and sends are dropped. Frames sent while not Open are
/// dropped too: whoever needs them kept keeps them.
class Transport : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Transport)

public:
    /// The numbers are those of the browser's WebSocket.readyState.
    enum class State { Connecting = 0, Open = 1, Closing = 2, Closed = 3 };
    Q_ENUM(State)

    /// Who is told without signals.
    class Listener
    {
    public:
        virtual void onReceived(const QByteArray &json) = 0;
        virtual void onHeard(qint64 controlBytes) = 0;
        virtual void onPonged() = 0;
        virtual void onClosed(const chat::CloseReason &reason) = 0;

    protected:
        ~Listener() = default;
    };

    using QObject::QObject;

    /// At most one; null for none. It is to outlive the transport, or to be taken back.
    void setListener(Listener *listener) { m_listener = listener; }

    virtual State state() const = 0;
    virtual void send(const Frame &frame) = 0;
    virtual void ping() = 0;
    /// Starts the closing handshake; closed() follows in a later turn of the event loop, at the
    /// latest after limits::closeWait.
    /// `text` is ASCII, at most 100 bytes (it is cut at 123 without regard for characters).
    virtual void close(chat::CloseCode code, const QString &text) = 0;
    /// Ends at once, without a word to the other end. closed() is signalled, perhaps before this
    /// returns.
    virtual void abort() = 0;
    /// Bytes that were sent but not yet taken by the operating system.
    virtual qint64 backlog() const = 0;
    /// Frames from the other end over this many bytes close the connection with 1009.
    virtual void setFrameLimit(qint64 bytes) = 0;
    /// "192.0.2.7:50312", for logs.
    virtual QString peerName() const = 0;

Q_SIGNALS:
    void opened();
    /// One whole text frame, UTF-8.
    void received(const QByteArray &json);
    /// Bytes have arrived and were looked at, perhaps of frames that are answered below us: Qt
    /// writes pongs by itself. `controlBytes` of them were no part of a message: pings, pongs and
    /// empty fragments. Only where the raw socket is known, which is at the server.
    void heard(qint64 controlBytes);
    /// The other end answered our last ping.
    void ponged();
    /// An English sentence about what went wrong; closed() follows.
    void failed(const QString &what);
    void closed(const chat::CloseReason &reason);

protected:
    // Whoever is told may be done with the transport, but does not delete it at once.
    void tellReceived(const QByteArray &json);
    void tellHeard(qint64 controlBytes);
    void tellPonged();
    void tellClosed(const CloseReason &reason);

private:
    Listener *m_listener = nullptr;
};

} // namespace chat
