#pragma once

#include "server/core/accounts.h"
#include "server/core/moderationservice.h"

namespace chat {

/// Invitations into private rooms, bans from the server, and what was done.
class OrderService
{
public:
    struct Ports
    {
        Moderation &store;
        Accounts &accounts;
        const Clock &clock;
    };

    OrderService(Ports ports, const Bans &bans, PresenceService &presence,
                 ModerationService &moderation);

    void invite(const Request &request, const Invite &event);
    void withdraw(const Request &request, const WithdrawInvitation &event);
    void listInvitations(const Request &request, const ListInvitations &event);
    void ban(const Request &request, const BanUser &event);
    void liftBan(const Request &request, const LiftBan &event);
    void listBans(const Request &request, const ListBans &event);
    void listAudit(const Request &request, const ListAudit &event);

private:
    /// What somebody is to be known by: themselves, or where they are connected from.
    QStringList targets(const BanUser &event) const;

    Ports m_ports;
    const Bans &m_bans;
    PresenceService &m_presence;
    ModerationService &m_moderation;
};

} // namespace chat
