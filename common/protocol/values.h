#pragma once

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/limits.h"
#include "common/base/literals.h"
#include "common/protocol/fields.h"

#include <QList>
#include <QMap>

#include <optional>

/// The things that events speak of, and the rules that they share.
namespace chat {

namespace rules {

inline constexpr qint64 largestNumber = (1LL << 53) - 1; // what a JSON number holds exactly

inline constexpr TextRule roomId { 1, limits::roomIdLength };
inline constexpr NumberRule retained { 1, limits::mostRetained };
inline constexpr TextRule id { 1, limits::idLength };
inline constexpr TextRule credential { 1, limits::credentialLength, ErrorCode::InvalidToken };
inline constexpr TextRule password { 1, limits::passwordMost };
inline constexpr TextRule newPassword { limits::passwordLeast, limits::passwordMost };
inline constexpr TextRule deviceName { 0, limits::deviceNameLength };
inline constexpr TextRule userName { 1, limits::userNameLength };
inline constexpr TextRule avatar { 0, limits::avatarLength };
inline constexpr TextRule content { 1, limits::messageLength, ErrorCode::TooLong };
inline constexpr TextRule title { 0, limits::titleLength };
inline constexpr TextRule topic { 0, limits::topicLength };
inline constexpr TextRule statusText { 0, limits::statusLength };
inline constexpr TextRule shortText { 0, limits::detailLength };
inline constexpr TextRule reason { 0, limits::reasonLength };
inline constexpr NumberRule slowMode { 0, limits::slowestMode };
inline constexpr NumberRule duration { 1000, 10 * 365 * 24 * 3600 * 1000LL }; // milliseconds
inline constexpr NumberRule requestId { 0, largestNumber };
inline constexpr NumberRule seq { 0, largestNumber };
inline constexpr NumberRule count { 0, largestNumber };
inline constexpr NumberRule milliseconds { 0, 24 * 3600 * 1000LL };

} // namespace rules

enum class PresenceStatus { Online, Away, Busy, Offline };
constexpr auto wireNames(PresenceStatus)
{
    using enum PresenceStatus;
    return std::array<WireName<PresenceStatus>, 4> { { { Online, "online"_L1 },
                                                       { Away, "away"_L1 },
                                                       { Busy, "busy"_L1 },
                                                       { Offline, "offline"_L1 } } };
}

/// Public rooms are listed and open to everyone; private ones are for their members only.
enum class RoomKind { Public, Private };
constexpr auto wireNames(RoomKind)
{
    return std::array<WireName<RoomKind>, 2> { { { RoomKind::Public, "public"_L1 },
                                                 { RoomKind::Private, "private"_L1 } } };
}

/// What a person may do on this server, from least to most.
enum class Role { Guest, Member, Moderator, Owner };
constexpr auto wireNames(Role)
{
    using enum Role;
    return std::array<WireName<Role>, 4> { { { Guest, "guest"_L1 },
                                             { Member, "member"_L1 },
                                             { Moderator, "moderator"_L1 },
                                             { Owner, "owner"_L1 } } };
}

/// What a person may do in a room, from least to most. Members who may read and write are the rule.
enum class RoomRole { Banned, Muted, Member, Moderator, Owner };
constexpr auto wireNames(RoomRole)
{
    using enum RoomRole;
    return std::array<WireName<RoomRole>, 5> { { { Banned, "banned"_L1 },
                                                 { Muted, "muted"_L1 },
                                                 { Member, "member"_L1 },
                                                 { Moderator, "moderator"_L1 },
                                                 { Owner, "owner"_L1 } } };
}

/// A person as the others see them.
struct Member
{
    static constexpr QLatin1StringView typeName = "Member"_L1;

    UserId id;
    QString name;
    QString avatar; // "#rrggbb", an address (never loaded), or empty
    PresenceStatus status = PresenceStatus::Offline;
    std::optional<QString> statusText;
    std::optional<Seq> readSeq = {}; // only in answers, and only where the room shows receipts
    std::optional<RoomRole> role = {}; // in the room; none: a member like others

    friend bool operator==(const Member &, const Member &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("id"_L1, self.id, rules::id);
        visit("name"_L1, self.name, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("status"_L1, self.status, NoRule {});
        visit("statusText"_L1, self.statusText, rules::statusText);
        visit("readSeq"_L1, self.readSeq, rules::seq);
        visit("role"_L1, self.role, NoRule {});
    }
};

/// Oneself, as the server knows one.
struct Person
{
    static constexpr QLatin1StringView typeName = "Person"_L1;

    UserId id;
    QString name;
    QString avatar;
    Role role = Role::Guest;
    std::optional<bool> hasPassword; // and can come in without a token

    friend bool operator==(const Person &, const Person &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("id"_L1, self.id, rules::id);
        visit("name"_L1, self.name, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("role"_L1, self.role, NoRule {});
        visit("hasPassword"_L1, self.hasPassword, NoRule {});
    }
};

/// How much of a room one has: everything up to `seq`, of the room's life called `epoch`.
struct Position
{
    static constexpr QLatin1StringView typeName = "Position"_L1;

    Epoch epoch;
    Seq seq;

    friend bool operator==(const Position &, const Position &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("epoch"_L1, self.epoch, rules::id);
        visit("seq"_L1, self.seq, rules::seq);
    }
};

/// Why a room can not be taken up where one had it.
enum class ResetReason { EpochChanged, Purged, NotAMember, NotFound };
constexpr auto wireNames(ResetReason)
{
    using enum ResetReason;
    return std::array<WireName<ResetReason>, 4> { { { EpochChanged, "epoch-changed"_L1 },
                                                    { Purged, "purged"_L1 },
                                                    { NotAMember, "not-a-member"_L1 },
                                                    { NotFound, "not-found"_L1 } } };
}

/// What has become of a room during an outage; with `reset`, nothing else is said.
struct ResumedRoom
{
    static constexpr QLatin1StringView typeName = "ResumedRoom"_L1;

    RoomId roomId;
    std::optional<ResetReason> reset;
    std::optional<Epoch> epoch;
    std::optional<Seq> from; // the missed messages that follow
    std::optional<Seq> to; // the head
    std::optional<QString> title;
    std::optional<QString> topic;
    std::optional<QList<Member>> members; // everyone; left out in a large room
    std::optional<qint64> memberCount;
    std::optional<qint64> onlineCount;
    std::optional<Seq> readSeq;
    std::optional<RoomRole> role = {}; // one's own; none: a member like others

    friend bool operator==(const ResumedRoom &, const ResumedRoom &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("reset"_L1, self.reset, NoRule {});
        visit("epoch"_L1, self.epoch, rules::id);
        visit("from"_L1, self.from, rules::seq);
        visit("to"_L1, self.to, rules::seq);
        visit("title"_L1, self.title, rules::title);
        visit("topic"_L1, self.topic, rules::topic);
        visit("members"_L1, self.members, ListRule { limits::membersListed });
        visit("memberCount"_L1, self.memberCount, rules::count);
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("readSeq"_L1, self.readSeq, rules::seq);
        visit("role"_L1, self.role, NoRule {});
    }
};

/// Which messages a room keeps: all; the last ones; those of some days; or none, which is the last
/// 100 for as long as anyone is there.
enum class Keep { All, Last, Days, None };
constexpr auto wireNames(Keep)
{
    using enum Keep;
    return std::array<WireName<Keep>, 4> {
        { { All, "all"_L1 }, { Last, "last"_L1 }, { Days, "days"_L1 }, { None, "none"_L1 } }
    };
}

/// How long a room remembers. What is over goes from the old end.
struct Retention
{
    static constexpr QLatin1StringView typeName = "Retention"_L1;

    Keep keep = Keep::All;
    std::optional<qint64> amount; // of messages or days; for `last` and `days`

    friend bool operator==(const Retention &, const Retention &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("keep"_L1, self.keep, NoRule {});
        visit("amount"_L1, self.amount, rules::retained);
    }
};

/// One row of the room list.
struct RoomSummary
{
    static constexpr QLatin1StringView typeName = "RoomSummary"_L1;

    RoomId roomId;
    QString title; // empty: show the id
    QString topic;
    RoomKind kind = RoomKind::Public;
    Epoch epoch;
    Seq headSeq;
    qint64 memberCount = 0;
    qint64 onlineCount = 0;
    Retention retention;
    std::optional<bool> joined; // only in answers: whether the asker is a member
    std::optional<Seq> readSeq; // only in answers: how far the asker has read
    std::optional<bool> showsReceipts = {}; // members are told how far the others have read
    std::optional<qint64> slowSeconds = {}; // between two lines of a person; none: no slow mode

    friend bool operator==(const RoomSummary &, const RoomSummary &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("title"_L1, self.title, rules::title);
        visit("topic"_L1, self.topic, rules::topic);
        visit("kind"_L1, self.kind, NoRule {});
        visit("epoch"_L1, self.epoch, rules::id);
        visit("headSeq"_L1, self.headSeq, rules::seq);
        visit("memberCount"_L1, self.memberCount, rules::count);
        visit("onlineCount"_L1, self.onlineCount, rules::count);
        visit("retention"_L1, self.retention, NoRule {});
        visit("joined"_L1, self.joined, NoRule {});
        visit("readSeq"_L1, self.readSeq, rules::seq);
        visit("showsReceipts"_L1, self.showsReceipts, NoRule {});
        visit("slowSeconds"_L1, self.slowSeconds, rules::slowMode);
    }
};

/// A line that a person wrote.
struct Message
{
    static constexpr QLatin1StringView typeName = "Message"_L1;

    MessageId id;
    Seq seq;
    RoomId roomId;
    UserId userId;
    QString userName;
    QString avatar;
    QString content;
    Timestamp timestamp {};
    std::optional<Tag> tag;
    std::optional<Seq> replyTo;

    friend bool operator==(const Message &, const Message &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("id"_L1, self.id, rules::id);
        visit("seq"_L1, self.seq, rules::seq);
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("userName"_L1, self.userName, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("content"_L1, self.content, rules::content);
        visit("timestamp"_L1, self.timestamp, NoRule {});
        visit("tag"_L1, self.tag, rules::id);
        visit("replyTo"_L1, self.replyTo, rules::seq);
    }
};

/// Which server this is: the id stays when its name or address changes.
struct ServerInfo
{
    static constexpr QLatin1StringView typeName = "ServerInfo"_L1;

    QString id;
    QString name;

    friend bool operator==(const ServerInfo &, const ServerInfo &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("id"_L1, self.id, rules::id);
        visit("name"_L1, self.name, rules::title);
    }
};

/// What this server accepts, in the units of limits.h.
struct ServerLimits
{
    static constexpr QLatin1StringView typeName = "ServerLimits"_L1;

    qint64 messageLength = limits::messageLength;
    qint64 roomIdLength = limits::roomIdLength;
    qint64 userNameLength = limits::userNameLength;
    qint64 frameBytes = limits::frameBytes;

    friend bool operator==(const ServerLimits &, const ServerLimits &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("messageLength"_L1, self.messageLength, rules::count);
        visit("roomIdLength"_L1, self.roomIdLength, rules::count);
        visit("userNameLength"_L1, self.userNameLength, rules::count);
        visit("frameBytes"_L1, self.frameBytes, rules::count);
    }
};

/// How often the server pings, and how long it waits for the answer.
struct HeartbeatInfo
{
    static constexpr QLatin1StringView typeName = "HeartbeatInfo"_L1;

    qint64 pingEveryMs = 0;
    qint64 pongWaitMs = 0;

    friend bool operator==(const HeartbeatInfo &, const HeartbeatInfo &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("pingEveryMs"_L1, self.pingEveryMs, rules::milliseconds);
        visit("pongWaitMs"_L1, self.pongWaitMs, rules::milliseconds);
    }
};

} // namespace chat
