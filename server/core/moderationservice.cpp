#include "server/core/moderationservice.h"

#include "common/base/logging.h"
#include "server/core/accounts.h"
#include "server/core/address.h"
#include "server/core/wiretext.h"

namespace chat {

namespace {

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

void note(const Act &act)
{
    qCInfo(lcCore, "act %lld: %s user \"%s\" room \"%s\" by \"%s\"",
           static_cast<long long>(act.seq), qPrintable(wireText(act.action)),
           qPrintable(act.user.text()), qPrintable(act.room.text()),
           act.actor.isEmpty() ? "the operator" : qPrintable(act.actor.text()));
}

} // namespace

ModerationService::ModerationService(Ports ports, Objects objects, Deadlines &deadlines, Hub &hub)
    : m_ports(ports)
    , m_objects(objects)
    , m_rooms(objects.rooms)
    , m_presence(objects.presence)
    , m_deadlines(deadlines)
    , m_hub(hub)
{
}

void ModerationService::start(Done<void> done)
{
    m_ports.store.state(
        m_ports.clock.wallTime(), [this, done](const Result<ModerationState> &state) {
            if (!state) {
                done(state.error());
                return;
            }
            for (auto staff = state->staff.cbegin(); staff != state->staff.cend(); ++staff)
                m_rooms.ranks().setStaff(staff.key(), *staff);
            for (const HeldRole &held : state->roles) {
                m_rooms.ranks().set(held.room, held.user,
                                    { .role = held.role, .until = held.until });
                endAtItsTime(held.room, held.user, held.userName);
            }
            for (auto ban = state->bans.crbegin(); ban != state->bans.crend(); ++ban)
                m_objects.bans.put(*ban);
            m_lastAct = state->lastAct;
            done({});
        });
}

void ModerationService::follow()
{
    if (std::exchange(m_isFollowing, true))
        return;
    m_ports.store.actsOfOperator(m_lastAct, [this](const Result<QList<Act>> &acts) {
        m_isFollowing = false;
        if (!acts)
            return; // the next time
        for (const Act &act : *acts) {
            m_lastAct = act.seq;
            note(act);
            apply(act);
        }
    });
}

Rank ModerationService::rank(const RoomId &room, const UserId &user) const
{
    return m_rooms.ranks().rank(room, user);
}

Error ModerationService::muted(const RoomId &room, const UserId &user) const
{
    Error error { .code = ErrorCode::Muted };
    if (const auto until = m_rooms.ranks().held(room, user).until)
        error.retryAfter = *until - m_ports.clock.wallTime();
    return error;
}

std::optional<Error> ModerationService::refusal(const Request &request, const RoomId &room,
                                                const UserId &user) const
{
    const UserId self = request.session()->identity().id;
    if (rank(room, user) < rank(room, self))
        return std::nullopt;
    return Error { .code = ErrorCode::NotAuthorized,
                   .detail = u"this person is not less than you are"_s };
}

void ModerationService::kick(const Request &request, const KickMember &event)
{
    if (const auto refused = refusal(request, event.roomId, event.userId)) {
        request.refuse(*refused);
        return;
    }
    perform(request,
            { .action = ModeratorAction::Kick,
              .room = event.roomId,
              .user = event.userId,
              .reason = event.reason.value_or(QString()) },
            [request](const Act &act) {
                request.reply(MemberKicked { .roomId = act.room, .userId = act.user });
            });
}

void ModerationService::setRole(const Request &request, const SetRole &event)
{
    const UserId self = request.session()->identity().id;
    auto refused = refusal(request, event.roomId, event.userId);
    if (!refused && rankOf(event.role) > rank(event.roomId, self))
        refused = Error { .code = ErrorCode::NotAuthorized,
                          .detail = u"nobody can give more than they have"_s };
    if (refused) {
        request.refuse(*refused);
        return;
    }
    Act act { .action = ModeratorAction::SetRole,
              .room = event.roomId,
              .user = event.userId,
              .value = wireText(event.role),
              .reason = event.reason.value_or(QString()) };
    if (event.forMs)
        act.until = m_ports.clock.wallTime() + std::chrono::milliseconds { *event.forMs };
    perform(request, act, [request, role = event.role](const Act &done) {
        request.reply(RoleSet {
            .roomId = done.room, .userId = done.user, .role = role, .until = done.until });
    });
}

void ModerationService::setSlowMode(const Request &request, const SetSlowMode &event)
{
    perform(request,
            { .action = ModeratorAction::SetSlowMode,
              .room = event.roomId,
              .value = QString::number(event.seconds) },
            [request, event](const Act &) {
                request.reply(SlowModeSet { .roomId = event.roomId, .seconds = event.seconds });
            });
}

void ModerationService::perform(const Request &request, Act act, Answer answer)
{
    act.actor = request.session()->identity().id;
    act.at = m_ports.clock.wallTime();
    m_ports.store.perform(act, [this, request, answer](const Result<Act> &done) {
        if (!done) {
            request.refuse(done.error());
            return;
        }
        note(*done);
        apply(*done);
        answer(*done);
    });
}

void ModerationService::apply(const Act &act)
{
    switch (act.action) {
    case ModeratorAction::Kick:
        applyKick(act);
        return;
    case ModeratorAction::SetRole:
        applyRole(act);
        return;
    case ModeratorAction::SetSlowMode:
        applySlowMode(act);
        return;
    case ModeratorAction::Invite:
        applyInvitation(act);
        return;
    case ModeratorAction::WithdrawInvitation:
        return; // it is asked of the store
    case ModeratorAction::Ban:
        applyBan(act);
        return;
    case ModeratorAction::LiftBan: {
        const BanKey key = BanKey::fromText(act.value);
        m_objects.bans.remove(key.kind, key.target);
        return;
    }
    case ModeratorAction::SetServerRole:
        applyServerRole(act);
        return;
    case ModeratorAction::EndSessions:
        applyEndOfSessions(act);
        return;
    }
    Q_UNREACHABLE();
}

void ModerationService::applyKick(const Act &act)
{
    if (rankOf(m_rooms.ranks().held(act.room, act.user).role) > Rank::Member)
        m_rooms.ranks().set(act.room, act.user, {});
    remove(act, false);
}

void ModerationService::applyRole(const Act &act)
{
    const RoomRole role = fromWireText(act.value, RoomRole::Member);
    m_rooms.ranks().set(act.room, act.user, { .role = role, .until = act.until });
    endAtItsTime(act.room, act.user, act.userName);
    if (role == RoomRole::Banned)
        remove(act, true);
    else if (role == RoomRole::Muted)
        m_objects.typing.stop(act.user, act.room);
    const RoleChanged event { .roomId = act.room,
                              .userId = act.user,
                              .userName = act.userName,
                              .role = role,
                              .until = act.until,
                              .byName = unlessEmpty(act.actorName),
                              .reason = unlessEmpty(act.reason) };
    m_hub.publish({ .room = act.room, .frame = Frame::of(event), .seq = {}, .except = {} });
}

void ModerationService::applySlowMode(const Act &act)
{
    m_rooms.setSlowMode(act.room, act.value.toLongLong());
    m_objects.slowMode.reset(act.room);
    m_objects.list.noteNews(act.room);
}

void ModerationService::applyInvitation(const Act &act)
{
    const RoomRecord *room = m_rooms.find(act.room);
    if (!room || !act.until)
        return;
    const InvitationReceived event { { .roomId = act.room,
                                       .title = room->title,
                                       .byName = unlessEmpty(act.actorName),
                                       .until = *act.until } };
    const auto connections = m_presence.sessions(act.user);
    for (Session *session : connections)
        session->peer().tell(event);
}

void ModerationService::applyBan(const Act &act)
{
    const BanKey key = BanKey::fromText(act.value);
    const Ban ban { .kind = key.kind,
                    .target = key.target,
                    .userName = unlessEmpty(act.userName),
                    .byName = unlessEmpty(act.actorName),
                    .reason = unlessEmpty(act.reason),
                    .at = act.at,
                    .until = act.until };
    m_objects.bans.put(ban);
    const Timestamp now = m_ports.clock.wallTime();
    const auto connections = m_presence.sessions();
    for (Session *session : connections) {
        Peer &peer = session->peer();
        if (m_objects.bans.find(session->identity().id, session->device,
                                addressIn(peer.transport().peerName()), now))
            peer.close(CloseCode::Banned, u"banned"_s);
    }
}

void ModerationService::applyServerRole(const Act &act)
{
    const Role role = fromWireText(act.value, Role::Member);
    m_rooms.ranks().setStaff(act.user, role);
    const auto connections = m_presence.sessions(act.user);
    if (connections.isEmpty())
        return;
    Identity identity = connections.first()->identity();
    identity.role = role;
    m_presence.update(identity);
}

void ModerationService::applyEndOfSessions(const Act &act)
{
    const auto connections = m_presence.sessions(act.user);
    for (Session *session : connections) {
        if (act.value.isEmpty() || sessionIdOf(session->tokenHash) == act.value)
            session->peer().close(CloseCode::Unauthenticated, u"the session was ended"_s);
    }
}

void ModerationService::remove(const Act &act, bool isBanned)
{
    if (!act.hasRemoved)
        return;
    m_rooms.removeMember(act.room, act.user);
    m_objects.typing.stop(act.user, act.room);
    const Kicked event { .roomId = act.room,
                         .isBanned = isBanned,
                         .byName = unlessEmpty(act.actorName),
                         .reason = unlessEmpty(act.reason) };
    const auto connections = m_presence.sessions(act.user);
    for (Session *session : connections) {
        if (m_hub.isSubscribed(*session, act.room))
            session->peer().tell(event);
    }
    m_presence.dismiss({ .id = act.user, .name = act.userName }, act.room);
}

void ModerationService::endAtItsTime(const RoomId &room, const UserId &user,
                                     const QString &userName)
{
    const Ranks::Held held = m_rooms.ranks().held(room, user);
    if (!held.until)
        return;
    m_deadlines.scheduleIn(
        *held.until - m_ports.clock.wallTime(), [this, room, user, userName, held] {
            if (m_rooms.ranks().held(room, user) != held)
                return; // another one since
            m_rooms.ranks().set(room, user, {});
            const RoleChanged event { .roomId = room, .userId = user, .userName = userName };
            m_hub.publish({ .room = room, .frame = Frame::of(event), .seq = {}, .except = {} });
        });
}

} // namespace chat
