#pragma once

#include "common/protocol/moderationvalues.h"

/// Events of those who keep order on the whole server, and of how rooms are kept.
namespace chat {

struct SlowModeSet
{
    static constexpr QLatin1StringView wireName = "slow-mode-set"_L1;
    static constexpr QLatin1StringView purpose = "The room has this pace from now on."_L1;

    RoomId roomId;
    qint64 seconds = 0;

    friend bool operator==(const SlowModeSet &, const SlowModeSet &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("seconds"_L1, self.seconds, rules::slowMode);
    }
};

struct SetSlowMode
{
    static constexpr QLatin1StringView wireName = "set-slow-mode"_L1;
    static constexpr QLatin1StringView purpose =
        "So many seconds must lie between two lines of a person; 0: none. Holds for who is no moderator. For moderators of the room."_L1;
    using Reply = SlowModeSet;

    RoomId roomId;
    qint64 seconds = 0;

    friend bool operator==(const SetSlowMode &, const SetSlowMode &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("seconds"_L1, self.seconds, rules::slowMode);
    }
};

struct Invited
{
    static constexpr QLatin1StringView wireName = "invited"_L1;
    static constexpr QLatin1StringView purpose = "The person may come into the room until then."_L1;

    RoomId roomId;
    UserId userId;
    Timestamp until {};

    friend bool operator==(const Invited &, const Invited &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("until"_L1, self.until, NoRule {});
    }
};

struct Invite
{
    static constexpr QLatin1StringView wireName = "invite"_L1;
    static constexpr QLatin1StringView purpose =
        "Lets the person of this name into a private room, within `forMs` or a week. For moderators of the room."_L1;
    using Reply = Invited;

    RoomId roomId;
    QString name;
    std::optional<qint64> forMs;

    friend bool operator==(const Invite &, const Invite &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("name"_L1, self.name, rules::userName);
        visit("forMs"_L1, self.forMs, rules::duration);
    }
};

struct InvitationWithdrawn
{
    static constexpr QLatin1StringView wireName = "invitation-withdrawn"_L1;
    static constexpr QLatin1StringView purpose =
        "The person may not come into the room any more."_L1;

    RoomId roomId;
    UserId userId;

    friend bool operator==(const InvitationWithdrawn &, const InvitationWithdrawn &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
    }
};

struct WithdrawInvitation
{
    static constexpr QLatin1StringView wireName = "withdraw-invitation"_L1;
    static constexpr QLatin1StringView purpose =
        "Takes an invitation back that was not used. For moderators of the room."_L1;
    using Reply = InvitationWithdrawn;

    RoomId roomId;
    UserId userId;

    friend bool operator==(const WithdrawInvitation &, const WithdrawInvitation &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
    }
};

struct InvitationList
{
    static constexpr QLatin1StringView wireName = "invitation-list"_L1;
    static constexpr QLatin1StringView purpose = "The private rooms that one may join."_L1;

    QList<Invitation> invitations;

    friend bool operator==(const InvitationList &, const InvitationList &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("invitations"_L1, self.invitations, ListRule { limits::invitationsListed });
    }
};

struct ListInvitations
{
    static constexpr QLatin1StringView wireName = "list-invitations"_L1;
    static constexpr QLatin1StringView purpose = "Asks which private rooms one was invited to."_L1;
    using Reply = InvitationList;

    friend bool operator==(const ListInvitations &, const ListInvitations &) = default;

    template <class Self, class Visit>
    static void fields(Self &, Visit &)
    {
    }
};

struct InvitationReceived : Invitation
{
    static constexpr QLatin1StringView wireName = "invitation"_L1;
    static constexpr QLatin1StringView purpose =
        "Somebody lets one into a private room: join it to accept."_L1;
};

struct UserBanned
{
    static constexpr QLatin1StringView wireName = "user-banned"_L1;
    static constexpr QLatin1StringView purpose =
        "The person may not come into the server any more, and is disconnected with 4403."_L1;

    UserId userId;
    BanKind kind = BanKind::Account;

    friend bool operator==(const UserBanned &, const UserBanned &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("userId"_L1, self.userId, rules::id);
        visit("kind"_L1, self.kind, NoRule {});
    }
};

struct BanUser
{
    static constexpr QLatin1StringView wireName = "ban-user"_L1;
    static constexpr QLatin1StringView purpose =
        "Keeps somebody out of the whole server: as themselves, or all the devices or addresses that they are connected from. For moderators of the server, about those who are less than they are."_L1;
    using Reply = UserBanned;

    UserId userId;
    BanKind kind = BanKind::Account;
    std::optional<qint64> forMs;
    std::optional<QString> reason;

    friend bool operator==(const BanUser &, const BanUser &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("userId"_L1, self.userId, rules::id);
        visit("kind"_L1, self.kind, NoRule {});
        visit("forMs"_L1, self.forMs, rules::duration);
        visit("reason"_L1, self.reason, rules::reason);
    }
};

struct BanLifted
{
    static constexpr QLatin1StringView wireName = "ban-lifted"_L1;
    static constexpr QLatin1StringView purpose = "It does not keep anybody out any more."_L1;

    BanKind kind = BanKind::Account;
    QString target;

    friend bool operator==(const BanLifted &, const BanLifted &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("kind"_L1, self.kind, NoRule {});
        visit("target"_L1, self.target, rules::id);
    }
};

struct LiftBan
{
    static constexpr QLatin1StringView wireName = "lift-ban"_L1;
    static constexpr QLatin1StringView purpose =
        "Takes a ban back. For moderators of the server."_L1;
    using Reply = BanLifted;

    BanKind kind = BanKind::Account;
    QString target;

    friend bool operator==(const LiftBan &, const LiftBan &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("kind"_L1, self.kind, NoRule {});
        visit("target"_L1, self.target, rules::id);
    }
};

struct BanList
{
    static constexpr QLatin1StringView wireName = "ban-list"_L1;
    static constexpr QLatin1StringView purpose =
        "Who may not come into the server, the newest first."_L1;

    QList<Ban> bans;

    friend bool operator==(const BanList &, const BanList &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("bans"_L1, self.bans, ListRule { limits::bansListed });
    }
};

struct ListBans
{
    static constexpr QLatin1StringView wireName = "list-bans"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks who may not come into the server. For its moderators."_L1;
    using Reply = BanList;

    friend bool operator==(const ListBans &, const ListBans &) = default;

    template <class Self, class Visit>
    static void fields(Self &, Visit &)
    {
    }
};

struct AuditPage
{
    static constexpr QLatin1StringView wireName = "audit-page"_L1;
    static constexpr QLatin1StringView purpose =
        "What was done, the newest first. `atEnd`: nothing older is kept."_L1;

    QList<AuditEntry> entries;
    bool atEnd = false;

    friend bool operator==(const AuditPage &, const AuditPage &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("entries"_L1, self.entries, ListRule { limits::auditPage });
        visit("atEnd"_L1, self.atEnd, NoRule {});
    }
};

struct ListAudit
{
    static constexpr QLatin1StringView wireName = "list-audit"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks who has done what to keep order in the room, before a place or at last. For owners of the room."_L1;
    using Reply = AuditPage;

    RoomId roomId;
    std::optional<Seq> before;
    qint64 limit = limits::auditPage;

    friend bool operator==(const ListAudit &, const ListAudit &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("before"_L1, self.before, rules::seq);
        visit("limit"_L1, self.limit, NumberRule { 1, limits::auditPage });
    }
};

} // namespace chat
