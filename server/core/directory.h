#pragma once

#include "common/protocol/values.h"
#include "server/core/done.h"

#include <QHash>

namespace chat {

struct RoomRecord
{
    RoomId id;
    QString title;
    QString topic;
    RoomKind kind = RoomKind::Public;
    Epoch epoch;
    Seq head;
    qint64 memberCount = 0;
    Retention retention = {};
    Seq first = Seq::fromNumber(1); // the oldest that is kept; after the head when none is
    bool showsReceipts = false; // as it was made: its members are told how far the others have read
    qint64 slowSeconds = 0; // between two lines of a person
};

/// What a person meets who enters a room.
struct RoomEntry
{
    QList<Member> members; // as Directory::members() has them; empty unless asked for
    Seq readSeq; // how far this person has read
    bool isNewMember = false;
};

/// For stores: why somebody can not become a member.
Error roomIsFull(const RoomId &room);
Error hasTooManyRooms();
Error bannedHere(const RoomId &room);

/// Rooms, and who belongs where.
class Directory
{
public:
    virtual ~Directory() = default;

    virtual void rooms(Done<QList<RoomRecord>> done) = 0;
    /// The rooms that a person belongs to, and how far they have read in each.
    virtual void memberships(const UserId &user, Done<QHash<RoomId, Seq>> done) = 0;

    /// Makes the room with `creator` as its member and owner, unless that is empty. Refused:
    /// Conflict; NotAuthorized when the creator belongs to limits::roomsJoined rooms.
    virtual void createRoom(const RoomRecord &room, const UserId &creator, Done<void> done) = 0;
    /// Makes the person a member who was none. Refused: NotFound for a room that does not exist,
    /// and for a private one they do not belong to; Banned; NotAuthorized for a new member when the
    /// room has limits::membersPerRoom or the person belongs to limits::roomsJoined.
    virtual void enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                           Done<RoomEntry> done) = 0;
    /// Everyone who belongs to the room, with status Offline, and how far they have read since they
    /// joined, if at all.
    virtual void members(const RoomId &room, Done<QList<Member>> done) = 0;
    /// Answers whether the person was a member.
    virtual void leaveRoom(const RoomId &room, const UserId &user, Done<bool> done) = 0;

    /// Moves the person's read marker forward, never back and never past the room's head; answers
    /// where it is now.
    virtual void markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done) = 0;
};

} // namespace chat
