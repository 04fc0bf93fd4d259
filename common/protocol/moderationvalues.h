#pragma once

#include "common/protocol/values.h"

/// The things that events of moderation speak of.
namespace chat {

/// What those who keep order do.
enum class ModeratorAction {
    Kick,
    SetRole,
    SetSlowMode,
    Invite,
    WithdrawInvitation,
    Ban,
    LiftBan,
    SetServerRole,
    EndSessions,
};
constexpr auto wireNames(ModeratorAction)
{
    using enum ModeratorAction;
    return std::array<WireName<ModeratorAction>, 9> { { { Kick, "kick"_L1 },
                                                        { SetRole, "set-role"_L1 },
                                                        { SetSlowMode, "set-slow-mode"_L1 },
                                                        { Invite, "invite"_L1 },
                                                        { WithdrawInvitation,
                                                          "withdraw-invitation"_L1 },
                                                        { Ban, "ban"_L1 },
                                                        { LiftBan, "lift-ban"_L1 },
                                                        { SetServerRole, "set-server-role"_L1 },
                                                        { EndSessions, "end-sessions"_L1 } } };
}

/// What somebody is known by who may not come in: as themselves; by their device, if they say it;
/// by their address, or a network of them like 192.0.2.0/24.
enum class BanKind { Account, Device, Address };
constexpr auto wireNames(BanKind)
{
    using enum BanKind;
    return std::array<WireName<BanKind>, 3> {
        { { Account, "account"_L1 }, { Device, "device"_L1 }, { Address, "address"_L1 } }
    };
}

/// Who may not come into the server.
struct Ban
{
    static constexpr QLatin1StringView typeName = "Ban"_L1;

    BanKind kind = BanKind::Account;
    QString target; // the id of a person or device, an address, a network
    std::optional<QString> userName; // who was meant
    std::optional<QString> byName; // none: the operator
    std::optional<QString> reason;
    Timestamp at {};
    std::optional<Timestamp> until; // none: for ever

    friend bool operator==(const Ban &, const Ban &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("kind"_L1, self.kind, NoRule {});
        visit("target"_L1, self.target, rules::id);
        visit("userName"_L1, self.userName, rules::userName);
        visit("byName"_L1, self.byName, rules::userName);
        visit("reason"_L1, self.reason, rules::reason);
        visit("at"_L1, self.at, NoRule {});
        visit("until"_L1, self.until, NoRule {});
    }
};

/// The word that one may come into a private room.
struct Invitation
{
    static constexpr QLatin1StringView typeName = "Invitation"_L1;

    RoomId roomId;
    QString title;
    std::optional<QString> byName; // none: the operator
    Timestamp until {};

    friend bool operator==(const Invitation &, const Invitation &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("title"_L1, self.title, rules::title);
        visit("byName"_L1, self.byName, rules::userName);
        visit("until"_L1, self.until, NoRule {});
    }
};

/// Something that was done to keep order.
struct AuditEntry
{
    static constexpr QLatin1StringView typeName = "AuditEntry"_L1;

    Seq seq; // 1, 2, 3, ... of the whole server
    Timestamp at {};
    ModeratorAction action = ModeratorAction::Kick;
    std::optional<QString> byName; // none: the operator
    std::optional<UserId> userId;
    std::optional<QString> userName;
    std::optional<QString> value; // a role, seconds
    std::optional<QString> reason;
    std::optional<Timestamp> until;

    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("seq"_L1, self.seq, rules::seq);
        visit("at"_L1, self.at, NoRule {});
        visit("action"_L1, self.action, NoRule {});
        visit("byName"_L1, self.byName, rules::userName);
        visit("userId"_L1, self.userId, rules::id);
        visit("userName"_L1, self.userName, rules::userName);
        visit("value"_L1, self.value, rules::shortText);
        visit("reason"_L1, self.reason, rules::reason);
        visit("until"_L1, self.until, NoRule {});
    }
};

} // namespace chat
