#pragma once

#include "common/base/clock.h"
#include "common/base/random.h"
#include "tests/support/faults.h"

#include <QObject>
#include <QTimer>

#include <deque>

class QTcpSocket;

namespace chat {

/// One direction of a connection through a FaultProxy. Holds at most `mostHeld` bytes; whoever
/// sends more has to wait, as on a real line.
class FaultPipe : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostHeld = 64 * 1024;

    /// The sockets, the clock and the source of chance must outlive it.
    FaultPipe(QTcpSocket &from, QTcpSocket &to, const WayFaults &faults, const Clock &clock,
              Random &random);

    /// From now on; what is under way keeps its time. A black hole opens again.
    void setFaults(const WayFaults &faults);
    /// A black hole from now on: nothing arrives, not even the end.
    void stop();
    qint64 passed() const { return m_passed; }

Q_SIGNALS:
    /// The byte for which a Reset or Finish was asked would be next.
    void troubled(chat::WayFaults::Trouble trouble);
    /// Everything that `from` sent before its end has been passed on.
    void ended();

private:
    struct Piece
    {
        Instant due;
        QByteArray bytes;
    };

    void take();
    void hold(const QByteArray &bytes);
    void pass();
    void write(QByteArray bytes);
    bool reach(QByteArray &bytes);
    qint64 pieceSize() const;
    std::chrono::milliseconds travelTime();

    QTcpSocket &m_from;
    QTcpSocket &m_to;
    WayFaults m_faults;
    const Clock &m_clock;
    Random &m_random;
    std::deque<Piece> m_pieces;
    qint64 m_held = 0;
    qint64 m_passed = 0;
    std::chrono::nanoseconds m_lineFree { 0 }; // on the clock, when the piece before is sent
    Instant m_lastDue {};
    bool m_isStopped = false;
    bool m_isOver = false;
    QTimer m_timer; // until the next piece is due
};

} // namespace chat
