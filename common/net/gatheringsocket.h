#pragma once

#include "common/net/turnend.h"

#include <QPointer>
#include <QTcpSocket>
#include <QVarLengthArray>

namespace chat {

/// A TCP socket of a server with thousands: what is written to it in a turn of the event loop, by
/// whomever, is gathered and given to the system in one call at the turn's end. What the system
/// does not take then waits where QTcpSocket keeps it, and everything behind it too, so the order
/// is always that of the writes.
///
/// Differs from QTcpSocket in this only: flush() sends nothing that the turn has gathered (close()
/// does), and buffers are given back as soon as they are empty. All signals and errors come as
/// QTcpSocket's, from the event loop and not from inside a write.
class GatheringSocket final : public QTcpSocket, private TurnEnd::Guest
{
    Q_OBJECT
    Q_DISABLE_COPY(GatheringSocket)

public:
    /// Who is told at the end of each turn in which somebody has read from the socket, or answered
    /// by write(), after what was gathered has gone out. May end the connection, but not delete the
    /// socket at once.
    class Reader
    {
    public:
        virtual void onRead() = 0;

    protected:
        ~Reader() = default;
    };

    explicit GatheringSocket(TurnEnd &turnEnd, QObject *parent = nullptr);
    ~GatheringSocket() override;

    /// At most one; null for none.
    void setReader(Reader *reader) { m_reader = reader; }

    /// Like write(), but shares the bytes instead of copying them, and forgets them without a word
    /// when the socket is not open.
    void gather(const QByteArray &bytes);

    bool setSocketDescriptor(qintptr descriptor, SocketState state = ConnectedState,
                             OpenMode mode = ReadWrite) override;
    /// What the system has not taken, of this turn and of earlier ones.
    qint64 bytesToWrite() const override;
    void close() override;
    void disconnectFromHost() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    static constexpr qsizetype usualFrames = 2; // in a turn; more take an allocation

    bool gathers() const { return m_descriptor >= 0 && m_turnEnd; }
    void noteGathered(qint64 size);
    void expectEnd();
    void endTurn() override;
    qint64 push();
    void leaveToQt(qint64 taken);
    void stop();
    void giveBuffersBack();

    // A room's event comes by here for each member, and where QTcpSocket keeps what it knows is far
    // away from here: what is asked each time is also known here.
    qintptr m_descriptor = -1; // of the connection, while it may be written to
    bool m_isBehind = false; // QTcpSocket may have something to write
    bool m_isPushing = false;
    bool m_hasUsedBuffers = false; // since they were given back
    bool m_wasRead = false; // in this turn, or answered
    bool m_isLastOurs = false; // the last one gathered is a copy, and nobody else has it
    qint64 m_gatheredBytes = 0;
    QVarLengthArray<QByteArray, usualFrames> m_gathered;
    Reader *m_reader = nullptr;
    QPointer<TurnEnd> m_turnEnd; // may end before the socket, which then is like any other
};

} // namespace chat
