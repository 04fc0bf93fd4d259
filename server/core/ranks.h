#pragma once

#include "common/protocol/values.h"

#include <QHash>

namespace chat {

/// What somebody may do in a room, by what they are there and on the whole server, in one order.
enum class Rank { Banned, Muted, Member, Moderator, Owner, ServerModerator, ServerOwner };

/// Who is more or less than a member like others. A value that knows no time: whoever sets a role
/// for a time takes it back.
class Ranks
{
public:
    struct Held
    {
        RoomRole role = RoomRole::Member;
        std::optional<Timestamp> until = {};

        friend bool operator==(const Held &, const Held &) = default;
    };

    void set(const RoomId &room, const UserId &user, const Held &held);
    /// A role below Role::Moderator is none.
    void setStaff(const UserId &user, Role role);

    Held held(const RoomId &room, const UserId &user) const;
    Rank rank(const RoomId &room, const UserId &user) const;
    /// As it is sent: nothing for a member like others.
    std::optional<RoomRole> shown(const RoomId &room, const UserId &user) const;

private:
    QHash<RoomId, QHash<UserId, Held>> m_held;
    QHash<UserId, Role> m_staff;
};

/// What somebody who is nothing on the whole server is with this role.
Rank rankOf(RoomRole role);

} // namespace chat
