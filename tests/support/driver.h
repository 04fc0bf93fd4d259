#pragma once

#include "client/core/clientsession.h"
#include "tests/support/ledger.h"

namespace chat {

/// The machine's clock, as it would be later: moving it ahead ends every wait that is told by it.
class ShiftedClock final : public Clock
{
public:
    Instant now() const override { return m_clock.now() + m_shift; }
    Timestamp wallTime() const override { return m_clock.wallTime() + m_shift; }
    void advance(std::chrono::milliseconds by) { m_shift += by; }

private:
    SystemClock m_clock;
    std::chrono::milliseconds m_shift { 0 };
};

/// A whole client without its window that says lines and keeps a ledger.
class Driver : public QObject
{
    Q_OBJECT

public:
    /// The clock and the source of chance must outlive it.
    Driver(const QString &name, const QList<RoomId> &rooms, const QString &ledgerPath,
           TransportFactory factory, const Clock &clock, Random &random);

    ClientSession &session() { return m_session; }
    QString ledgerPath() const { return m_ledger.path(); }
    const QList<RoomId> &rooms() const { return m_rooms; }

    /// Does not wait out the pauses between attempts, as a person who presses "Try now".
    void setImpatient(bool isImpatient) { m_isImpatient = isImpatient; }
    void say(const RoomId &room, const QString &content);

    /// Connected, and in all its rooms.
    bool isThere();
    /// Nothing that it said still waits for its fate.
    bool hasSaidAll() const;
    /// The newest line that it shows.
    Seq lastShown(const RoomId &room);
    int reconnects() const { return m_reconnects; }

    /// Does what has become due by the clock.
    void check();
    /// Writes what its timelines show now.
    void writeTimelines();

private:
    QList<RoomId> m_rooms;
    LedgerWriter m_ledger;
    MemoryKeyring m_keyring;
    ClientSession m_session;
    bool m_isImpatient = false;
    int m_reconnects = 0;
};

} // namespace chat
