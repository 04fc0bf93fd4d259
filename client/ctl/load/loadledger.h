#pragma once

#include <chrono>
#include <vector>

#include <QtGlobal>

namespace chat {

/// What was said in a load, and who has heard it: one bit for each message and member.
class LoadLedger
{
public:
    /// Since the load began.
    using Moment = std::chrono::nanoseconds;

    enum class Arrival { First, Repeated, Unknown };

    struct Message
    {
        int room = 0;
        int speaker = 0; // the number of a connection
        int members = 0; // who shall hear it, the speaker too
        Moment sentAt {};
        int missing = 0; // members who have not heard it
        bool isAccepted = false;
        bool isRefused = false;
        qint64 firstBit = 0; // of what the ledger keeps for its members
    };

    /// Takes down a new message, of which the first four fields count. Its number is the count()
    /// before: 0, 1, 2, ...
    void say(Message message);
    /// `member` (0, 1, ...) has heard it. Unknown: there is no such message or member.
    Arrival hear(qint64 message, qint64 member);
    void accept(qint64 message);
    void refuse(qint64 message);

    bool knows(qint64 message) const { return message >= 0 && message < count(); }
    /// Requires knows().
    const Message &at(qint64 message) const { return m_messages[static_cast<size_t>(message)]; }

    qint64 count() const { return static_cast<qint64>(m_messages.size()); }
    qint64 delivered() const { return m_delivered; }
    qint64 repeated() const { return m_repeated; }
    qint64 unknown() const { return m_unknown; }
    qint64 accepted() const { return m_accepted; }
    qint64 refused() const { return m_refused; }
    /// Deliveries that have not come, of all messages that were not refused.
    qint64 outstanding() const { return m_outstanding; }
    /// Nothing more is to come. A server that has accepted nothing does not tell what it accepts.
    bool isSettled() const
    {
        return m_outstanding == 0 && (m_accepted == 0 || m_accepted + m_refused >= count());
    }

private:
    std::vector<Message> m_messages;
    std::vector<bool> m_heard;
    qint64 m_delivered = 0;
    qint64 m_repeated = 0;
    qint64 m_unknown = 0;
    qint64 m_accepted = 0;
    qint64 m_refused = 0;
    qint64 m_outstanding = 0;
};

} // namespace chat
