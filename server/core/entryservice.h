#pragma once

#include "server/core/authenticator.h"
#include "server/core/bans.h"
#include "server/core/connectionlog.h"
#include "server/core/presenceservice.h"
#include "server/core/resumeservice.h"

namespace chat {

/// The way in: from a connection that nobody knows to a person's session.
class EntryService
{
public:
    struct Ports
    {
        Authenticator &authenticator;
        const Clock &clock;
        const Bans &bans;
        ConnectionLog &log;
    };
    /// Called when a connection has been let in or refused.
    using Decided = std::function<void(Session &)>;

    EntryService(Ports ports, Deadlines &deadlines, PresenceService &presence, ResumeService &rooms,
                 Metrics &metrics, Decided decided);

    void authenticate(const Request &request, const Authenticate &event);
    void enroll(const Request &request, const Register &event);
    void resume(const Request &request, const Resume &event);

private:
    /// Keeps what comes after it waiting, until finish(); or refuses.
    template <class Event>
    std::optional<Event> begin(const Request &request, const Event &event) const;
    bool mayBegin(const Request &request) const;
    Done<Admission> decide(const Request &request);
    void refuse(const Request &request, const Error &error) const;
    /// Refuses who is banned, and ends the connection.
    bool isKeptOut(const Request &request, const UserId &user) const;
    void admit(const Request &request, const Admission &admission);
    void letIn(Session &session, const Identity &identity, std::optional<Timestamp> ends);
    void finish(const Request &request);

    Ports m_ports;
    Deadlines &m_deadlines;
    PresenceService &m_presence;
    ResumeService &m_rooms;
    Metrics &m_metrics;
    Decided m_decided;
};

} // namespace chat
