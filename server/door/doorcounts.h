#pragma once

#include "common/base/linebudget.h"
#include "server/core/measure.h"
#include "server/door/rawsocket.h"

#include <vector>

namespace chat {

/// Why somebody did not come in.
enum class DoorRefusal {
    AddressFull, // so many from this address are strangers already
    Crowded, // there was no room, and it had been silent for longest
    TooSlow, // it did not say what it wants in time
    TlsFailed,
    Gone, // it ended before it was clear what it wants
    BadRequest,
    HeadTooLarge,
    PlainText,
    Origin, // of the page that asks
    Hasty, // frames before the handshake was answered
};

/// What has happened at the door, and the log lines about it: a few for each reason, then a number.
class DoorCounts
{
public:
    explicit DoorCounts(const Clock &clock);

    void accepted() { ++m_accepted; }
    void encrypted() { ++m_encrypted; }
    void refused(DoorRefusal why, const rawsocket::Origin &whom);
    QList<Measure> measures() const;

private:
    struct Row
    {
        quint64 count = 0;
        LineBudget lines;
    };

    const Clock &m_clock;
    quint64 m_accepted = 0;
    quint64 m_encrypted = 0;
    std::vector<Row> m_rows; // by DoorRefusal
};

} // namespace chat
