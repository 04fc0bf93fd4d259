#pragma once

#include "common/protocol/values.h"

#include <compare>

/// Events of those who belong to a large room: counts instead of names, and pages instead of all.
namespace chat {

/// Where a member stands in the list of a room's members, at both ends: those who are online first,
/// then by name without regard to case, then by id.
struct MemberPlace
{
    static constexpr QLatin1StringView typeName = "MemberPlace"_L1;

    bool isOnline = false;
    QString name;
    UserId id;

    static MemberPlace of(const Member &member)
    {
        return { .isOnline = member.status != PresenceStatus::Offline,
                 .name = member.name,
                 .id = member.id };
    }

    friend bool operator==(const MemberPlace &, const MemberPlace &) = default;
    friend std::weak_ordering operator<=>(const MemberPlace &a, const MemberPlace &b)
    {
        if (a.isOnline != b.isOnline)
            return b.isOnline <=> a.isOnline;
        const int names = QString::compare(a.name, b.name, Qt::CaseInsensitive);
        return names != 0 ? names <=> 0 : a.id.text().compare(b.id.text()) <=> 0;
    }

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("online"_L1, self.isOnline, NoRule {});
        visit("name"_L1, self.name, rules::userName);
        visit("id"_L1, self.id, rules::id);
    }
};

struct RoomPresence
{
    static constexpr QLatin1StringView wireName = "room-presence"_L1;
    static constexpr QLatin1StringView purpose =
        "How many belong to a large room and how many of them are online, in place of "
        "`user-presence`. With `members` the room is large no more: this is everyone, and each "
        "is named again from here on. `showsReceipts` as in `room-history`."_L1;

    RoomId roomId;
    qint64 memberCount = 0;
    qint64 onlineCount = 0;
    std::optional<QList<Member>> members;
    std::optional<bool> showsReceipts;

    friend bool operator==(const RoomPresence &, const RoomPresence &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("memberCount"_L1, self.memberCount, rules::count);
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("members"_L1, self.members, ListRule { limits::membersListed });
        visit("showsReceipts"_L1, self.showsReceipts, NoRule {});
    }
};

struct MemberPage
{
    static constexpr QLatin1StringView wireName = "member-page"_L1;
    static constexpr QLatin1StringView purpose =
        "The members that follow the place that was asked for, those online first, then by name. "
        "`atEnd`: nobody comes after them."_L1;

    RoomId roomId;
    QList<Member> members;
    qint64 memberCount = 0; // of the whole room
    qint64 onlineCount = 0;
    bool atEnd = false; // nobody comes after them

    friend bool operator==(const MemberPage &, const MemberPage &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("members"_L1, self.members, ListRule { limits::membersPage });
        visit("memberCount"_L1, self.memberCount, rules::count);
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("atEnd"_L1, self.atEnd, NoRule {});
    }
};

struct ListMembers
{
    static constexpr QLatin1StringView wireName = "list-members"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks for a page of a room's members: after a place, which need not be anyone's any more, "
        "or from the first one."_L1;
    using Reply = MemberPage;

    RoomId roomId;
    std::optional<MemberPlace> after;
    qint64 limit = limits::membersPage;

    friend bool operator==(const ListMembers &, const ListMembers &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("after"_L1, self.after, NoRule {});
        visit("limit"_L1, self.limit, NumberRule { 1, limits::membersPage });
    }
};

} // namespace chat
