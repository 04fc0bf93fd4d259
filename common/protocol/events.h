#pragma once

#include "common/protocol/accountevents.h"
#include "common/protocol/memberevents.h"
#include "common/protocol/messageevents.h"
#include "common/protocol/moderationevents.h"
#include "common/protocol/orderevents.h"
#include "common/protocol/roomevents.h"
#include "common/protocol/sessionevents.h"

#include <variant>

/// Every event, once. A new client request is a struct, a row in Requests, a handler and a row of
/// server/core/routes.cpp; a new server push is a struct, a row in Pushes and an apply overload in
/// the client. Forgetting the latter half does not compile.
namespace chat {

inline constexpr QLatin1StringView protocolVersion = "confab.v1"_L1;

template <class... E>
struct EventList
{
    using Variant = std::variant<E...>;

    /// Calls visit.template operator()<E>() for each, in order.
    template <class Visit>
    static constexpr void forEach(Visit &&visit)
    {
        (visit.template operator()<E>(), ...);
    }
};

using Requests =
    EventList<Authenticate, Resume, Register, SetPassword, ListSessions, RevokeSession, ListRooms,
              CreateRoom, JoinRoom, LeaveRoom, SendMessage, Typing, SetPresence, History, MarkRead,
              ListMembers, KickMember, SetRole, SetSlowMode, Invite, WithdrawInvitation,
              ListInvitations, BanUser, LiftBan, ListBans, ListAudit>;

using Replies =
    EventList<Refusal, Authenticated, Resumed, PasswordSet, SessionList, SessionRevoked, RoomList,
              RoomCreated, RoomHistory, RoomLeft, MessageAccepted, PresenceSet, HistoryPage,
              MemberPage, MemberKicked, RoleSet, SlowModeSet, Invited, InvitationWithdrawn,
              InvitationList, UserBanned, BanLifted, BanList, AuditPage>;

using Pushes = EventList<Welcome, RoomUpdated, RoomRemoved, UserPresence, NewMessage, UserTyping,
                         UserStoppedTyping, ReadMarker, Positions, GoingAway, RoomPresence, Kicked,
                         RoleChanged, InvitationReceived>;

/// What events are made of.
using Values = EventList<Member, Person, Position, ResumedRoom, Retention, RoomSummary, Message,
                         KnownSession, ServerInfo, ServerLimits, EntryRules, HeartbeatInfo,
                         MemberPlace, Ban, Invitation, AuditEntry>;

} // namespace chat
