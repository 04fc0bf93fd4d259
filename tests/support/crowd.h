#pragma once

#include "tests/support/driver.h"
#include "tests/support/ledgercheck.h"
#include "tests/support/seededrandom.h"

#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <vector>

namespace chat {

/// Drivers that talk all at once, and the question in the end whether every promise was kept.
class Crowd : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int drivers = 8;
        int rooms = 3;
        quint64 seed = 1;
    };

    /// `factory` makes the drivers' connections; each driver is in two of the rooms.
    Crowd(Options options, const TransportFactory &factory);

    ShiftedClock &clock() { return m_clock; }
    Random &random() { return m_random; }
    const std::vector<std::unique_ptr<Driver>> &drivers() const { return m_drivers; }
    Driver &driver(std::size_t index) { return *m_drivers.at(index); }
    QList<RoomId> rooms() const { return m_rooms; }
    void setImpatient(bool isImpatient);

    /// Until everyone is in their rooms; false when that hangs.
    bool gather();
    /// From now on each driver says a line this often.
    void talk(std::chrono::milliseconds every);
    void hush() { m_talking.stop(); }
    /// Each driver says this many lines, at once.
    void say(int lines);
    int said() const { return m_said; }
    int accepted() const { return m_accepted; }

    /// Moves the drivers' clock.
    void advance(std::chrono::milliseconds by);

    /// Hushes, waits until everything that was said has its fate and everyone shows it, and answers
    /// in words what is wrong then; nothing when all is well. `server` connects to the server
    /// itself.
    QStringList verdict(const TransportFactory &server);

private:
    void sayOne(Driver &driver);
    LedgerLog readLog(const TransportFactory &server, QStringList &complaints);

    QTemporaryDir m_folder;
    ShiftedClock m_clock;
    SeededRandom m_random;
    QList<RoomId> m_rooms;
    std::vector<std::unique_ptr<Driver>> m_drivers;
    QTimer m_talking;
    int m_said = 0;
    int m_accepted = 0;
    int m_verdicts = 0;
};

/// The seed of this run: from the environment variable CONFAB_SEED, or 1. It is printed, and given
/// again it replays all chance of the run; not its timing.
quint64 runSeed();

} // namespace chat
