#pragma once

#include "common/protocol/values.h"

/// Events of rooms and of who is in them.
namespace chat {

struct RoomList
{
    static constexpr QLatin1StringView wireName = "room-list"_L1;
    static constexpr QLatin1StringView purpose = "The rooms that one may see."_L1;

    QList<RoomSummary> rooms;

    friend bool operator==(const RoomList &, const RoomList &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("rooms"_L1, self.rooms, ListRule { limits::roomsPerList });
    }
};

struct ListRooms
{
    static constexpr QLatin1StringView wireName = "list-rooms"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks for the rooms that one may see; from then on changes of the list are pushed."_L1;
    using Reply = RoomList;

    friend bool operator==(const ListRooms &, const ListRooms &) = default;

    template <class Self, class Visit>
    static void fields(Self &, Visit &)
    {
    }
};

struct RoomUpdated : RoomSummary
{
    static constexpr QLatin1StringView wireName = "room-updated"_L1;
    static constexpr QLatin1StringView purpose =
        "A room is new or has changed. Without `joined` and `readSeq`: it is the same for "
        "everyone."_L1;
};

struct RoomRemoved
{
    static constexpr QLatin1StringView wireName = "room-removed"_L1;
    static constexpr QLatin1StringView purpose = "A room is gone from the list."_L1;

    RoomId roomId;

    friend bool operator==(const RoomRemoved &, const RoomRemoved &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
    }
};

struct RoomCreated : RoomSummary
{
    static constexpr QLatin1StringView wireName = "room-created"_L1;
    static constexpr QLatin1StringView purpose = "The new room."_L1;
};

struct CreateRoom
{
    static constexpr QLatin1StringView wireName = "create-room"_L1;
    static constexpr QLatin1StringView purpose =
        "Makes a room whose first member and owner is the asker; joining it is a request of its "
        "own. With "
        "`showsReceipts` its members are told how far the others have read, for as long as they "
        "are at most 200."_L1;
    using Reply = RoomCreated;

    RoomId roomId;
    std::optional<QString> title;
    std::optional<QString> topic;
    std::optional<RoomKind> kind;
    std::optional<Retention> retention; // all, unless it says otherwise
    std::optional<bool> showsReceipts = {}; // no, unless it says otherwise

    friend bool operator==(const CreateRoom &, const CreateRoom &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("title"_L1, self.title, rules::title);
        visit("topic"_L1, self.topic, rules::topic);
        visit("kind"_L1, self.kind, NoRule {});
        visit("retention"_L1, self.retention, NoRule {});
        visit("showsReceipts"_L1, self.showsReceipts, NoRule {});
    }
};

struct RoomHistory
{
    static constexpr QLatin1StringView wireName = "room-history"_L1;
    static constexpr QLatin1StringView purpose =
        "The newest messages, oldest first, and everyone who belongs to the room; where it shows "
        "receipts, with how far they have read since they joined. In a large room `members` are "
        "left "
        "out, to be asked for with `list-members`."_L1;

    RoomId roomId;
    Epoch epoch;
    Seq headSeq;
    QString title;
    QString topic;
    QList<Message> messages;
    std::optional<QList<Member>> members; // everyone; left out in a large room
    qint64 memberCount = 0;
    qint64 onlineCount = 0;
    Seq readSeq;
    Retention retention;
    std::optional<Seq> firstSeq; // the oldest that is kept, where some have gone
    std::optional<bool> showsReceipts = {};
    std::optional<RoomRole> role = {}; // one's own; none: a member like others

    friend bool operator==(const RoomHistory &, const RoomHistory &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("epoch"_L1, self.epoch, rules::id);
        visit("headSeq"_L1, self.headSeq, rules::seq);
        visit("title"_L1, self.title, rules::title);
        visit("topic"_L1, self.topic, rules::topic);
        visit("messages"_L1, self.messages, ListRule { limits::historyOnJoin });
        visit("members"_L1, self.members, ListRule { limits::membersListed });
        visit("memberCount"_L1, self.memberCount, rules::count);
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("readSeq"_L1, self.readSeq, rules::seq);
        visit("retention"_L1, self.retention, NoRule {});
        visit("firstSeq"_L1, self.firstSeq, rules::seq);
        visit("showsReceipts"_L1, self.showsReceipts, NoRule {});
        visit("role"_L1, self.role, NoRule {});
    }
};

struct JoinRoom
{
    static constexpr QLatin1StringView wireName = "join-room"_L1;
    static constexpr QLatin1StringView purpose =
        "Becomes a member and begins to receive the room on this connection. Makes the room, "
        "and becomes its owner, when it does not exist."_L1;
    using Reply = RoomHistory;

    RoomId roomId;

    friend bool operator==(const JoinRoom &, const JoinRoom &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
    }
};

struct RoomLeft
{
    static constexpr QLatin1StringView wireName = "room-left"_L1;
    static constexpr QLatin1StringView purpose = "The person is no longer a member."_L1;

    RoomId roomId;

    friend bool operator==(const RoomLeft &, const RoomLeft &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
    }
};

struct LeaveRoom
{
    static constexpr QLatin1StringView wireName = "leave-room"_L1;
    static constexpr QLatin1StringView purpose =
        "Ends the membership of the person, on all their connections."_L1;
    using Reply = RoomLeft;

    RoomId roomId;

    friend bool operator==(const LeaveRoom &, const LeaveRoom &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
    }
};

/// joined: came online here; left: went offline, or out of the room; status: says something else.
enum class PresenceChange { Joined, Left, Status };
constexpr auto wireNames(PresenceChange)
{
    using enum PresenceChange;
    return std::array<WireName<PresenceChange>, 3> {
        { { Joined, "joined"_L1 }, { Left, "left"_L1 }, { Status, "status"_L1 } }
    };
}

struct UserPresence
{
    static constexpr QLatin1StringView wireName = "user-presence"_L1;
    static constexpr QLatin1StringView purpose =
        "Someone of the room came (joined), went offline or out of the room (left), or changed "
        "(status). `isMember`: still belongs to the room, though perhaps offline. Two "
        "connections of a person count as one. In a large room this is not sent, but "
        "`room-presence`."_L1;

    RoomId roomId;
    PresenceChange type = PresenceChange::Status;
    Member user;
    qint64 onlineCount = 0;
    bool isMember = true; // still belongs to the room, though perhaps offline

    friend bool operator==(const UserPresence &, const UserPresence &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("type"_L1, self.type, NoRule {});
        visit("user"_L1, self.user, NoRule {});
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("isMember"_L1, self.isMember, NoRule {});
    }
};

struct Typing
{
    static constexpr QLatin1StringView wireName = "typing"_L1;
    static constexpr QLatin1StringView purpose = "One is writing; repeated at most every 2 s."_L1;
    using Reply = NoReply;

    RoomId roomId;

    friend bool operator==(const Typing &, const Typing &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
    }
};

struct UserTyping
{
    static constexpr QLatin1StringView wireName = "user-typing"_L1;
    static constexpr QLatin1StringView purpose = "Someone else is writing."_L1;

    RoomId roomId;
    UserId userId;
    QString userName;

    friend bool operator==(const UserTyping &, const UserTyping &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("userName"_L1, self.userName, rules::userName);
    }
};

struct UserStoppedTyping
{
    static constexpr QLatin1StringView wireName = "user-stopped-typing"_L1;
    static constexpr QLatin1StringView purpose =
        "After 3 s of silence, when the line is sent, and when the writer leaves."_L1;

    RoomId roomId;
    UserId userId;

    friend bool operator==(const UserStoppedTyping &, const UserStoppedTyping &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
    }
};

} // namespace chat
