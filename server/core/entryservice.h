#pragma once

#include "server/core/authenticator.h"
#include "server/core/presenceservice.h"
#include "server/core/resumeservice.h"

namespace chat {

/// The way in: from a connection that nobody knows to a person's session.
class EntryService
{
public:
    /// Called when a connection has been let in or refused.
    using Decided = std::function<void(Session &)>;

    EntryService(Authenticator &authenticator, Deadlines &deadlines, PresenceService &presence,
                 ResumeService &rooms, Metrics &metrics, Decided decided);

    void authenticate(const Request &request, const Authenticate &event);
    void resume(const Request &request, const Resume &event);

private:
    bool mayBegin(const Request &request) const;
    void admit(const Request &request, const Admission &admission);
    void letIn(Session &session, const Identity &identity);
    void finish(const Request &request);

    Authenticator &m_authenticator;
    Deadlines &m_deadlines;
    PresenceService &m_presence;
    ResumeService &m_rooms;
    Metrics &m_metrics;
    Decided m_decided;
};

} // namespace chat
