#pragma once

#include "common/protocol/moderationvalues.h"
#include "server/core/done.h"

namespace chat {

/// Something that was done, or is to be done, to keep order: who, what, where, to whom, why, until
/// when. The same value is what a store is asked to do, what it keeps of it, and what a server
/// makes of it for those who are connected.
struct Act
{
    ModeratorAction action = ModeratorAction::Kick;
    UserId actor = {}; // empty: the operator, on the command line
    RoomId room = {};
    UserId user = {};
    QString value = {}; // the wire name of a role, seconds, a session's id, a BanKey
    QString reason = {};
    Timestamp at {};
    std::optional<Timestamp> until = {};

    // What a store adds.
    qint64 seq = 0; // 1, 2, 3, ... of all acts
    bool hasRemoved = false; // the person was a member and is none any more
    QString actorName = {}; // at present
    QString userName = {};

    friend bool operator==(const Act &, const Act &) = default;
};

/// What somebody is in a room, other than a member like others.
struct HeldRole
{
    RoomId room;
    UserId user;
    QString userName; // at present
    RoomRole role = RoomRole::Member;
    std::optional<Timestamp> until = {}; // a member like others after that
};

/// What a ban goes by; as the value of an act "address 192.0.2.0/24".
struct BanKey
{
    BanKind kind = BanKind::Account;
    QString target;

    static BanKey fromText(const QString &text);
    QString toText() const;
};

/// Everything that a server needs to know from its start on.
struct ModerationState
{
    QList<HeldRole> roles;
    QHash<UserId, Role> staff; // those who are more than members on the whole server
    QList<Ban> bans; // the newest first
    qint64 lastAct = 0;
};

/// For stores: why an act can not be done.
Error nobodyToActOn();

/// Roles, and what was done to keep order.
class Moderation
{
public:
    virtual ~Moderation() = default;

    virtual void state(Timestamp now, Done<ModerationState> done) = 0;

    /// Does it and remembers it, both or neither; answers it with what a store adds. A kick ends
    /// the membership, and what the person was there unless it is less than a member. A role of
    /// Banned ends the membership too. Refused: NotFound when the person does not exist, and for a
    /// kick of who is no member.
    /// An invitation lets its person into a private room once, until its end. Refused with
    /// NotFound, too: to take back a ban or an invitation that is not there.
    virtual void perform(const Act &act, Done<Act> done) = 0;

    /// What was done in a room before a place, the newest first.
    virtual void acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done) = 0;
    /// What the operator has done after an act, perhaps in another process, the oldest first.
    virtual void actsOfOperator(qint64 after, Done<QList<Act>> done) = 0;
    virtual void invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done) = 0;
};

} // namespace chat
