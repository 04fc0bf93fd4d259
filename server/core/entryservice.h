#pragma once

#include "server/core/authenticator.h"
#include "server/core/presenceservice.h"

namespace chat {

/// The way in: from a connection that nobody knows to a person's session.
class EntryService
{
public:
    /// Called when a connection has been let in or refused.
    using Decided = std::function<void(Session &)>;

    EntryService(Authenticator &authenticator, Deadlines &deadlines, PresenceService &presence,
                 Metrics &metrics, Decided decided);

    void authenticate(const Request &request, const Authenticate &event);

private:
    void admit(const Request &request, const Admission &admission);

    Authenticator &m_authenticator;
    Deadlines &m_deadlines;
    PresenceService &m_presence;
    Metrics &m_metrics;
    Decided m_decided;
};

} // namespace chat
