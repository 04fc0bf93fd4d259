#include "server/core/directory.h"

namespace chat {

Error roomIsFull(const RoomId &room)
{
    return {
        .code = ErrorCode::NotAuthorized,
        .detail =
            u"room %1 has %2 members, limit is %2"_s.arg(room.text()).arg(limits::membersPerRoom)
    };
}

Error hasTooManyRooms()
{
    return { .code = ErrorCode::NotAuthorized,
             .detail = u"you belong to %1 rooms, limit is %1"_s.arg(limits::roomsJoined) };
}

Error bannedHere(const RoomId &room)
{
    return { .code = ErrorCode::Banned,
             .detail = u"you may not come into room %1"_s.arg(room.text()) };
}

} // namespace chat
