#pragma once

#include "common/base/linebudget.h"
#include "server/core/session.h"

#include <array>

namespace chat {

/// What happens to connections, a line each: so many a second of each kind, then how many were left
/// out. Lines carry the ids of the session and of the person, and of what a peer has written only
/// the reason with which it has closed.
class ConnectionLog
{
public:
    explicit ConnectionLog(const Clock &clock);

    /// It was not taken at all.
    void turnedAway(const QString &peerName, const QString &why);
    void connected(const Session &session);
    void authenticated(const Session &session);
    void notLetIn(const Session &session, const Error &error);
    /// A request of this type was not served.
    void refused(const Session &session, QLatin1StringView request, ErrorCode code);
    void ended(const Session &session, const CloseReason &reason);

private:
    enum Kind { TurnedAway, Connected, Authenticated, NotLetIn, Refused, Ended, kinds };

    /// The end of the line, when it is to be written: empty, or how many were left out before it.
    std::optional<QByteArray> ending(Kind kind);

    const Clock &m_clock;
    std::array<LineBudget, kinds> m_budgets;
};

} // namespace chat
