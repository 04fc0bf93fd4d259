#pragma once

#include <QObject>

#include <deque>
#include <limits>

namespace chat {

/// Tells sockets when a turn of their thread's event loop is over: everything that was ready to be
/// read has been dealt with, and the loop is about to wait for more. If the loop does not wait,
/// because it has more to do, that is the end too.
///
/// One for all sockets of a thread, so that an event of a room is first given to all members, and
/// only then to the system, one call a member. When they are many, they are told over several
/// turns: what happens meanwhile is dealt with in between, and what the same members get by it goes
/// out in the same calls. How much a socket may have gathered by then is bounded.
class TurnEnd : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(TurnEnd)

public:
    /// A socket that can be told. It removes itself before it ends.
    class Guest
    {
    public:
        virtual ~Guest() = default;

    private:
        friend class TurnEnd;
        static constexpr size_t nowhere = std::numeric_limits<size_t>::max();

        virtual void endTurn() = 0;

        size_t m_place = nowhere; // among those who are to be told
    };

    /// So many are told in a row, which takes some 0.3 ms.
    static constexpr size_t mostAtOnce = 64;
    /// Over it nobody waits any more: whoever writes faster than the system takes it is to feel it.
    static constexpr qint64 mostGathered = 64 * 1024; // bytes of one socket

    /// In the thread of the sockets; its event loop need not run yet.
    explicit TurnEnd(QObject *parent = nullptr);
    ~TurnEnd() override;

    /// The socket is told once, however often it is added, after those that were added before it;
    /// one that is added by somebody who is being told, not in the same turn.
    void add(Guest &socket);
    /// One that is not to be told is fine.
    void remove(Guest &socket);
    /// All are told at the end of this turn.
    void hurry() { m_isUrgent = true; }

private:
    void tell();
    void tellFirst(size_t count);

    std::deque<Guest *> m_sockets; // null: removed again
    size_t m_firstPlace = 0; // of the first one; a socket's place does not change
    bool m_isUrgent = false;
    bool m_isTelling = false;
};

} // namespace chat
