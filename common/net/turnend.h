#pragma once

#include <QObject>

#include <vector>

namespace chat {

class GatheringSocket;

/// Tells sockets when a turn of their thread's event loop is over: everything that was ready to be
/// read has been dealt with, and the loop is about to wait for more. If the loop does not wait,
/// because it has more to do, that is the end too.
///
/// One for all sockets of a thread, so that an event of a room is first given to all members, and
/// only then to the system, one call a member.
class TurnEnd : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(TurnEnd)

public:
    /// In the thread of the sockets; its event loop need not run yet.
    explicit TurnEnd(QObject *parent = nullptr);
    ~TurnEnd() override;

    /// The socket is told once, at the end of this turn; one that is added by somebody who is being
    /// told, at the end of the next.
    void add(GatheringSocket &socket);
    void remove(GatheringSocket &socket);

private:
    void tell();

    // Null in either: removed again. The second is in use while they are told.
    std::vector<GatheringSocket *> m_sockets;
    std::vector<GatheringSocket *> m_told;
    bool m_isTelling = false;
};

} // namespace chat
