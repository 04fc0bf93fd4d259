#include "server/core/memberservice.h"

namespace chat {

MemberService::MemberService(Directory &directory, RoomRegistry &rooms, PresenceService &presence)
    : m_directory(directory)
    , m_rooms(rooms)
    , m_presence(presence)
{
}

void MemberService::list(const Request &request, const ListMembers &event)
{
    read(event.roomId, [this, request, event](const Result<void> &known) {
        if (!known)
            request.refuse(known.error());
        else
            answer(request, event);
    });
}

void MemberService::answer(const Request &request, const ListMembers &event)
{
    const MemberList &members = *m_rooms.members(event.roomId);
    MemberPage page { .roomId = event.roomId,
                      .members = members.page(event.after, event.limit),
                      .memberCount = members.size(),
                      .onlineCount = m_presence.onlineCount(event.roomId),
                      .atEnd = true };
    for (Member &member : page.members)
        member.role = m_rooms.ranks().shown(event.roomId, member.id);
    if (!page.members.isEmpty())
        page.atEnd = members.page(MemberPlace::of(page.members.last()), 1).isEmpty();
    request.reply(page);
}

void MemberService::read(const RoomId &room, Done<void> done)
{
    if (m_rooms.members(room)) {
        done({});
        return;
    }
    m_directory.members(room, [this, room, done](const Result<QList<Member>> &members) {
        if (members)
            m_presence.setMembers(room, *members);
        done(members ? Result<void>() : members.error());
    });
}

} // namespace chat
