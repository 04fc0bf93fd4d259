#pragma once

#include "common/protocol/values.h"

/// Events of a connection as a whole: who is there, and how long it lasts.
namespace chat {

/// The first frame on every connection.
struct Welcome
{
    static constexpr QLatin1StringView wireName = "welcome"_L1;

    QString message;
    ServerInfo server;
    QString version; // of the protocol, for example "confab.v1"
    Timestamp serverTime {};
    ServerLimits limits;
    HeartbeatInfo heartbeat;

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
    }
};

/// The answer to anything that can not be done, and a notice of a frame that can not be read.
struct Refusal
{
    static constexpr QLatin1StringView wireName = "error"_L1;

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

/// The answer to `authenticate`: who you are, and the token that makes you the same person again.
struct Authenticated
{
    static constexpr QLatin1StringView wireName = "authenticated"_L1;

    UserId id;
    QString name;
    QString avatar;
    Role role = Role::Guest;
    QString token;
    bool resumed = false; // an earlier identity was taken up again

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
    }
};

/// Says who one is. With a token: the person to whom it was given, under this name from now on.
struct Authenticate
{
    static constexpr QLatin1StringView wireName = "authenticate"_L1;
    using Reply = Authenticated;

    QString name;
    std::optional<QString> avatar;
    std::optional<QString> token;
    std::optional<DeviceId> deviceId;

    friend bool operator==(const Authenticate &, const Authenticate &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("name"_L1, self.name, rules::userName);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("token"_L1, self.token, rules::id);
        visit("deviceId"_L1, self.deviceId, rules::id);
    }
};

struct PresenceSet
{
    static constexpr QLatin1StringView wireName = "presence-set"_L1;

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

/// What the others shall see of oneself; holds for all connections of the person. `offline` shows
/// one as absent while connected.
struct SetPresence
{
    static constexpr QLatin1StringView wireName = "set-presence"_L1;
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

/// Where the rooms of this connection stand, so that an idle client notices a lost last message.
/// The data object itself is the map from room id to seq.
struct Positions
{
    static constexpr QLatin1StringView wireName = "positions"_L1;

    QMap<RoomId, Seq> heads;

    friend bool operator==(const Positions &, const Positions &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit.entries(self.heads, rules::roomId, rules::seq);
    }
};

/// The server will close on purpose; come back after this time.
struct GoingAway
{
    static constexpr QLatin1StringView wireName = "going-away"_L1;

    qint64 retryAfterMs = 0;

    friend bool operator==(const GoingAway &, const GoingAway &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("retryAfterMs"_L1, self.retryAfterMs, rules::milliseconds);
    }
};

} // namespace chat
