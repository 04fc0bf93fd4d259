#pragma once

#include "common/protocol/values.h"

/// Events of those who keep order, and of what they do.
namespace chat {

struct MemberKicked
{
    static constexpr QLatin1StringView wireName = "member-kicked"_L1;
    static constexpr QLatin1StringView purpose = "The person is no longer a member."_L1;

    RoomId roomId;
    UserId userId;

    friend bool operator==(const MemberKicked &, const MemberKicked &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
    }
};

struct KickMember
{
    static constexpr QLatin1StringView wireName = "kick-member"_L1;
    static constexpr QLatin1StringView purpose =
        "Ends somebody's membership, on all their connections; they may come again where the room "
        "lets them in. For moderators of the room, about those who are less than they are."_L1;
    using Reply = MemberKicked;

    RoomId roomId;
    UserId userId;
    std::optional<QString> reason;

    friend bool operator==(const KickMember &, const KickMember &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("reason"_L1, self.reason, rules::reason);
    }
};

struct Kicked
{
    static constexpr QLatin1StringView wireName = "kicked"_L1;
    static constexpr QLatin1StringView purpose =
        "One is no longer a member of the room, by somebody else's will. `isBanned`: and can not "
        "come again. Without `byName` it was the operator."_L1;

    RoomId roomId;
    bool isBanned = false;
    std::optional<QString> byName;
    std::optional<QString> reason;

    friend bool operator==(const Kicked &, const Kicked &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("isBanned"_L1, self.isBanned, NoRule {});
        visit("byName"_L1, self.byName, rules::userName);
        visit("reason"_L1, self.reason, rules::reason);
    }
};

struct RoleSet
{
    static constexpr QLatin1StringView wireName = "role-set"_L1;
    static constexpr QLatin1StringView purpose = "The person is this in the room from now on."_L1;

    RoomId roomId;
    UserId userId;
    RoomRole role = RoomRole::Member;
    std::optional<Timestamp> until; // a member like others after that

    friend bool operator==(const RoleSet &, const RoleSet &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("role"_L1, self.role, NoRule {});
        visit("until"_L1, self.until, NoRule {});
    }
};

struct SetRole
{
    static constexpr QLatin1StringView wireName = "set-role"_L1;
    static constexpr QLatin1StringView purpose =
        "What somebody may do in the room: `muted` may only read, `banned` may not come in, "
        "`moderator` may ask this, `owner` decides about the room. For ever or for `forMs`, and "
        "whether they are there or not. For moderators of the room, about those who are less than "
        "they are, and up to their own role."_L1;
    using Reply = RoleSet;

    RoomId roomId;
    UserId userId;
    RoomRole role = RoomRole::Member;
    std::optional<qint64> forMs;
    std::optional<QString> reason;

    friend bool operator==(const SetRole &, const SetRole &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("role"_L1, self.role, NoRule {});
        visit("forMs"_L1, self.forMs, rules::duration);
        visit("reason"_L1, self.reason, rules::reason);
    }
};

struct RoleChanged
{
    static constexpr QLatin1StringView wireName = "role-changed"_L1;
    static constexpr QLatin1StringView purpose =
        "What somebody may do in the room has changed, perhaps only because its time is over. "
        "Without `byName` it was the operator, or time."_L1;

    RoomId roomId;
    UserId userId;
    QString userName;
    RoomRole role = RoomRole::Member;
    std::optional<Timestamp> until;
    std::optional<QString> byName;
    std::optional<QString> reason;

    friend bool operator==(const RoleChanged &, const RoleChanged &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("userName"_L1, self.userName, rules::userName);
        visit("role"_L1, self.role, NoRule {});
        visit("until"_L1, self.until, NoRule {});
        visit("byName"_L1, self.byName, rules::userName);
        visit("reason"_L1, self.reason, rules::reason);
    }
};

} // namespace chat
