#pragma once

#include "common/protocol/accountvalues.h"

/// Events of a connection as a whole: who is there, and how long it lasts.
namespace chat {

struct Welcome
{
    static constexpr QLatin1StringView wireName = "welcome"_L1;
    static constexpr QLatin1StringView purpose = "The first frame on every connection."_L1;

    QString message;
    ServerInfo server;
    QString version; // of the protocol, for example "confab.v1"
    Timestamp serverTime {};
    ServerLimits limits;
    HeartbeatInfo heartbeat;
    std::optional<EntryRules> entry; // older servers let guests in

    friend bool operator==(const Welcome &, const Welcome &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("message"_L1, self.message, rules::shortText);
        visit("server"_L1, self.server, NoRule {});
        visit("version"_L1, self.version, rules::id);
        visit("serverTime"_L1, self.serverTime, NoRule {});
        visit("limits"_L1, self.limits, NoRule {});
        visit("heartbeat"_L1, self.heartbeat, NoRule {});
        visit("entry"_L1, self.entry, NoRule {});
    }
};

struct Refusal
{
    static constexpr QLatin1StringView wireName = "error"_L1;
    static constexpr QLatin1StringView purpose =
        "The answer to what can not be done, and to a frame that can not be read. `code` is one "
        "of the error codes below; `suggestion` would have been accepted instead."_L1;

    QString code; // a wire name of the error table; text, so that newer codes can be read
    QString message;
    std::optional<QString> detail;
    std::optional<qint64> retryAfterMs;
    std::optional<QString> suggestion;

    static Refusal fromError(const Error &error);
    Error toError() const;

    friend bool operator==(const Refusal &, const Refusal &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("code"_L1, self.code, rules::id);
        visit("message"_L1, self.message, rules::shortText);
        visit("detail"_L1, self.detail, rules::shortText);
        visit("retryAfterMs"_L1, self.retryAfterMs, rules::milliseconds);
        visit("suggestion"_L1, self.suggestion, rules::title);
    }
};

struct Authenticated
{
    static constexpr QLatin1StringView wireName = "authenticated"_L1;
    static constexpr QLatin1StringView purpose =
        "Who you are, and the token that makes you the same person again: keep it, it may be "
        "another one than you have shown. `resumed`: an earlier identity was taken up again."_L1;

    UserId id;
    QString name;
    QString avatar;
    Role role = Role::Guest;
    QString token;
    bool resumed = false; // an earlier identity was taken up again
    std::optional<bool> hasPassword;

    friend bool operator==(const Authenticated &, const Authenticated &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("id"_L1, self.id, rules::id);
        visit("name"_L1, self.name, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("role"_L1, self.role, NoRule {});
        visit("token"_L1, self.token, rules::id);
        visit("resumed"_L1, self.resumed, NoRule {});
        visit("hasPassword"_L1, self.hasPassword, NoRule {});
    }
};

struct Authenticate
{
    static constexpr QLatin1StringView wireName = "authenticate"_L1;
    static constexpr QLatin1StringView purpose =
        "Says who one is. With a token: the person whose token it is, under this name from now "
        "on; when it is nobody's yet, a new person, whose token it is from now on. A client makes "
        "it itself, of 32 random bytes as lower-case hexadecimal text, and keeps it before it "
        "asks: then a lost answer does not lock the name. Without one the server makes it. With a "
        "password: the person who has that name and password, on one more device. With a `jwt`, "
        "also in the place of the token: the person whom its issuer calls so."_L1;
    using Reply = Authenticated;

    QString name;
    std::optional<QString> avatar;
    std::optional<QString> token;
    std::optional<DeviceId> deviceId;
    std::optional<QString> deviceName; // for the person's list of sessions
    std::optional<QString> password;
    std::optional<QString> jwt;

    friend bool operator==(const Authenticate &, const Authenticate &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("name"_L1, self.name, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("token"_L1, self.token, rules::credential);
        visit("deviceId"_L1, self.deviceId, rules::id);
        visit("deviceName"_L1, self.deviceName, rules::deviceName);
        visit("password"_L1, self.password, rules::password);
        visit("jwt"_L1, self.jwt, rules::credential);
    }
};

struct Resumed
{
    static constexpr QLatin1StringView wireName = "resumed"_L1;
    static constexpr QLatin1StringView purpose =
        "The person again, and for each room that was named what follows: the missed messages from "
        "`from` to `to` as ordinary pushes, in order, each once, and then whatever is new. Nothing "
        "was missed, or nothing of it follows, when `from` is over `to`. Messages between what one "
        "has and `from` are a hole, to be loaded with `history`: too many were missed. A room with "
        "`reset` is not received: what one has of it no longer holds, join it again."_L1;

    Person user;
    QList<ResumedRoom> rooms;

    friend bool operator==(const Resumed &, const Resumed &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("user"_L1, self.user, NoRule {});
        visit("rooms"_L1, self.rooms, ListRule { limits::roomsJoined });
    }
};

struct Resume
{
    static constexpr QLatin1StringView wireName = "resume"_L1;
    static constexpr QLatin1StringView purpose =
        "Instead of `authenticate`, after an outage: takes up the identity of the token, and the "
        "rooms where one had them. Refused with `invalid-token` when nobody has it: authenticate "
        "then. Rooms that do not fit into the frame are joined as usual. A connection that the "
        "same device still has is closed with 4409."_L1;
    using Reply = Resumed;

    QString token;
    DeviceId deviceId;
    QMap<RoomId, Position> rooms;

    friend bool operator==(const Resume &, const Resume &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("token"_L1, self.token, rules::id);
        visit("deviceId"_L1, self.deviceId, rules::id);
        visit("rooms"_L1, self.rooms, MapRule { rules::roomId, limits::roomsJoined });
    }
};

struct PresenceSet
{
    static constexpr QLatin1StringView wireName = "presence-set"_L1;
    static constexpr QLatin1StringView purpose = "What the others see from now on."_L1;

    PresenceStatus status = PresenceStatus::Online;
    std::optional<QString> text;

    friend bool operator==(const PresenceSet &, const PresenceSet &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("status"_L1, self.status, NoRule {});
        visit("text"_L1, self.text, rules::statusText);
    }
};

struct SetPresence
{
    static constexpr QLatin1StringView wireName = "set-presence"_L1;
    static constexpr QLatin1StringView purpose =
        "What the others shall see of oneself; holds for all connections of the person. "
        "`offline` shows one as absent while connected."_L1;
    using Reply = PresenceSet;

    PresenceStatus status = PresenceStatus::Online;
    std::optional<QString> text;

    friend bool operator==(const SetPresence &, const SetPresence &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("status"_L1, self.status, NoRule {});
        visit("text"_L1, self.text, rules::statusText);
    }
};

struct Positions
{
    static constexpr QLatin1StringView wireName = "positions"_L1;
    static constexpr QLatin1StringView purpose =
        "Where the rooms of this connection stand, so that an idle client notices a lost last "
        "message. `data` itself is the map from room id to seq."_L1;

    QMap<RoomId, Seq> heads;

    friend bool operator==(const Positions &, const Positions &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit.entries(self.heads, rules::roomId, rules::seq);
    }
};

struct GoingAway
{
    static constexpr QLatin1StringView wireName = "going-away"_L1;
    static constexpr QLatin1StringView purpose =
        "The server will close on purpose; come back after this time."_L1;

    qint64 retryAfterMs = 0;

    friend bool operator==(const GoingAway &, const GoingAway &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("retryAfterMs"_L1, self.retryAfterMs, rules::milliseconds);
    }
};

} // namespace chat
