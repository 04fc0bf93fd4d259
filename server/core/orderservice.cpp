#include "server/core/orderservice.h"

#include "server/core/address.h"

namespace chat {

namespace {

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

AuditEntry entryOf(const Act &act)
{
    return { .seq = Seq::fromNumber(act.seq),
             .at = act.at,
             .action = act.action,
             .byName = unlessEmpty(act.actorName),
             .userId = act.user.isEmpty() ? std::nullopt : std::optional(act.user),
             .userName = unlessEmpty(act.userName),
             .value = unlessEmpty(act.value),
             .reason = unlessEmpty(act.reason),
             .until = act.until };
}

} // namespace

OrderService::OrderService(Ports ports, const Bans &bans, PresenceService &presence,
                           ModerationService &moderation)
    : m_ports(ports)
    , m_bans(bans)
    , m_presence(presence)
    , m_moderation(moderation)
{
}

void OrderService::invite(const Request &request, const Invite &event)
{
    const std::chrono::milliseconds life { event.forMs.value_or(
        std::chrono::milliseconds(limits::invitationLife).count()) };
    m_ports.accounts.credentialOfName(
        event.name, [this, request, event, life](const Result<Credential> &found) {
            if (!request.session())
                return;
            if (!found || found->user.isEmpty()) {
                request.refuse(found ? nobodyToActOn() : found.error());
                return;
            }
            m_moderation.perform(request,
                                 { .action = ModeratorAction::Invite,
                                   .room = event.roomId,
                                   .user = found->user,
                                   .until = m_ports.clock.wallTime() + life },
                                 [request](const Act &act) {
                                     request.reply(Invited { .roomId = act.room,
                                                             .userId = act.user,
                                                             .until = *act.until });
                                 });
        });
}

void OrderService::withdraw(const Request &request, const WithdrawInvitation &event)
{
    m_moderation.perform(request,
                         { .action = ModeratorAction::WithdrawInvitation,
                           .room = event.roomId,
                           .user = event.userId },
                         [request](const Act &act) {
                             request.reply(
                                 InvitationWithdrawn { .roomId = act.room, .userId = act.user });
                         });
}

void OrderService::listInvitations(const Request &request, const ListInvitations &)
{
    m_ports.store.invitations(request.session()->identity().id, m_ports.clock.wallTime(),
                              [request](const Result<QList<Invitation>> &invitations) {
                                  if (invitations)
                                      request.reply(InvitationList { *invitations });
                                  else
                                      request.refuse(invitations.error());
                              });
}

QStringList OrderService::targets(const BanUser &event) const
{
    if (event.kind == BanKind::Account)
        return { event.userId.text() };
    QStringList targets;
    const auto connections = m_presence.sessions(event.userId);
    for (Session *session : connections) {
        const QHostAddress address = addressIn(session->peer().transport().peerName());
        const QHostAddress theirs = ownersAddress(address);
        if (event.kind == BanKind::Device)
            targets << session->device.text();
        else if (theirs.protocol() == QAbstractSocket::IPv6Protocol)
            targets << theirs.toString() + u"/64"_s;
        else
            targets << theirs.toString();
    }
    targets.removeAll(QString());
    targets.removeDuplicates();
    return targets;
}

void OrderService::ban(const Request &request, const BanUser &event)
{
    if (const auto refused = m_moderation.refusal(request, RoomId(), event.userId)) {
        request.refuse(*refused);
        return;
    }
    const QStringList all = targets(event);
    if (all.isEmpty()) {
        request.refuse({ .code = ErrorCode::NotFound,
                         .detail = u"this person is not connected, or does not say this"_s });
        return;
    }
    Act act { .action = ModeratorAction::Ban,
              .user = event.userId,
              .reason = event.reason.value_or(QString()) };
    if (event.forMs)
        act.until = m_ports.clock.wallTime() + std::chrono::milliseconds { *event.forMs };
    // One answer for all of them, when the last one is in force.
    const auto left = std::make_shared<qsizetype>(all.size());
    for (const QString &target : all) {
        act.value = BanKey { .kind = event.kind, .target = target }.toText();
        m_moderation.perform(request, act, [request, event, left](const Act &) {
            if (--*left == 0)
                request.reply(UserBanned { .userId = event.userId, .kind = event.kind });
        });
    }
}

void OrderService::liftBan(const Request &request, const LiftBan &event)
{
    m_moderation.perform(
        request,
        { .action = ModeratorAction::LiftBan,
          .value = BanKey { .kind = event.kind, .target = event.target }.toText() },
        [request, event](const Act &) {
            request.reply(BanLifted { .kind = event.kind, .target = event.target });
        });
}

void OrderService::listBans(const Request &request, const ListBans &)
{
    BanList list;
    for (const Ban &ban : m_bans.all()) {
        const bool isOver = ban.until && *ban.until <= m_ports.clock.wallTime();
        if (!isOver && list.bans.size() < limits::bansListed)
            list.bans.append(ban);
    }
    request.reply(list);
}

void OrderService::listAudit(const Request &request, const ListAudit &event)
{
    const Seq before = event.before.value_or(Seq::fromNumber(rules::largestNumber));
    m_ports.store.acts(event.roomId, before, event.limit,
                       [request, limit = event.limit](const Result<QList<Act>> &acts) {
                           if (!acts) {
                               request.refuse(acts.error());
                               return;
                           }
                           AuditPage page { .entries = {}, .atEnd = acts->size() < limit };
                           for (const Act &act : *acts)
                               page.entries.append(entryOf(act));
                           request.reply(page);
                       });
}

} // namespace chat
