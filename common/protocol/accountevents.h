#pragma once

#include "common/protocol/sessionevents.h"

/// Events of a person's account: a password, and the devices that know them by it.
namespace chat {

struct Register
{
    static constexpr QLatin1StringView wireName = "register"_L1;
    static constexpr QLatin1StringView purpose =
        "Instead of `authenticate`: makes an account and comes in with it. With a guest's token, "
        "the guest becomes it. Refused with `conflict` when the name is somebody's, or the token's "
        "person has an account: when the answer to an earlier try was lost, `authenticate` with "
        "the password tells. Refused with `not-authorized` when accounts are not for everyone to "
        "make."_L1;
    using Reply = Authenticated;

    QString name;
    QString password;
    std::optional<QString> avatar;
    std::optional<QString> token;
    std::optional<DeviceId> deviceId;
    std::optional<QString> deviceName;

    friend bool operator==(const Register &, const Register &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("name"_L1, self.name, rules::userName);
        visit("password"_L1, self.password, rules::newPassword);
        visit("avatar"_L1, self.avatar, rules::avatar);
        visit("token"_L1, self.token, rules::id);
        visit("deviceId"_L1, self.deviceId, rules::id);
        visit("deviceName"_L1, self.deviceName, rules::deviceName);
    }
};

struct PasswordSet
{
    static constexpr QLatin1StringView wireName = "password-set"_L1;
    static constexpr QLatin1StringView purpose =
        "The new password holds, and the person's other sessions are over."_L1;

    Role role = Role::Member; // a guest is one no more

    friend bool operator==(const PasswordSet &, const PasswordSet &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("role"_L1, self.role, NoRule {});
    }
};

struct SetPassword
{
    static constexpr QLatin1StringView wireName = "set-password"_L1;
    static constexpr QLatin1StringView purpose =
        "Changes one's password. A guest, who has none, claims the name for good with it, and "
        "leaves `oldPassword` out."_L1;
    using Reply = PasswordSet;

    QString password;
    std::optional<QString> oldPassword;

    friend bool operator==(const SetPassword &, const SetPassword &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("password"_L1, self.password, rules::newPassword);
        visit("oldPassword"_L1, self.oldPassword, rules::password);
    }
};

struct SessionList
{
    static constexpr QLatin1StringView wireName = "session-list"_L1;
    static constexpr QLatin1StringView purpose = "One's sessions, the one used last first."_L1;

    QList<KnownSession> sessions;

    friend bool operator==(const SessionList &, const SessionList &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("sessions"_L1, self.sessions, ListRule { limits::sessionsPerUser });
    }
};

struct ListSessions
{
    static constexpr QLatin1StringView wireName = "list-sessions"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks which devices the server knows oneself by."_L1;
    using Reply = SessionList;

    friend bool operator==(const ListSessions &, const ListSessions &) = default;

    template <class Self, class Visit>
    static void fields(Self &, Visit &)
    {
    }
};

struct SessionRevoked
{
    static constexpr QLatin1StringView wireName = "session-revoked"_L1;
    static constexpr QLatin1StringView purpose =
        "The session is over: its token is nobody's, its connections are closed with 4401."_L1;

    QString sessionId;

    friend bool operator==(const SessionRevoked &, const SessionRevoked &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("sessionId"_L1, self.sessionId, rules::id);
    }
};

struct RevokeSession
{
    static constexpr QLatin1StringView wireName = "revoke-session"_L1;
    static constexpr QLatin1StringView purpose =
        "Ends one of one's sessions. Refused with `conflict` for the only one of somebody without "
        "a password, who could never come back."_L1;
    using Reply = SessionRevoked;

    QString sessionId;

    friend bool operator==(const RevokeSession &, const RevokeSession &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("sessionId"_L1, self.sessionId, rules::id);
    }
};

} // namespace chat
