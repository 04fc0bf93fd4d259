// Who is in a room, and who is writing.

#include "client/core/room.h"

#include <algorithm>

namespace chat {

/// Without `members` the room is large: they come in pages.
void Room::showMembers(const std::optional<QList<Member>> &members, qint64 memberCount,
                       qint64 onlineCount)
{
    m_onlineCount = onlineCount;
    if (!members) {
        m_members.showPages(memberCount);
        return;
    }
    m_members.reload(*members);
    showReaders(*members);
}

void Room::askForMembers(const std::optional<MemberPlace> &after)
{
    if (m_isLive)
        Q_EMIT membersWanted({ .roomId = m_id, .after = after });
    else
        m_members.pageFailed();
}

void Room::apply(const ListMembers &asked, const MemberPage &page)
{
    m_members.receive(asked.after, page);
    m_onlineCount = page.onlineCount;
    Q_EMIT changed();
}

void Room::apply(const UserPresence &presence)
{
    if (presence.isMember)
        m_members.upsert(presence.user);
    else
        m_members.remove(presence.user.id);
    renameReader(presence);
    m_onlineCount = presence.onlineCount;
    if (presence.type == PresenceChange::Left)
        stopTyping(presence.user.id);
    Q_EMIT changed();
}

void Room::apply(const RoomPresence &presence)
{
    setShowsReceipts(presence.showsReceipts.value_or(false));
    if (presence.members || m_members.isWhole()) {
        showMembers(presence.members, presence.memberCount, presence.onlineCount);
    } else {
        m_members.setTotal(presence.memberCount);
        m_onlineCount = presence.onlineCount;
    }
    Q_EMIT changed();
}

void Room::apply(const RoleChanged &change)
{
    m_members.setRole(change.userId, change.role);
    if (change.userId == m_self)
        m_role = change.role;
    Q_EMIT changed();
}

void Room::apply(const UserTyping &typing)
{
    const auto isWriter = [&](const auto &entry) { return entry.first == typing.userId; };
    if (typing.userId == m_self || std::ranges::any_of(m_typing, isWriter))
        return;
    m_typing.append({ typing.userId, typing.userName });
    Q_EMIT typingChanged();
}

void Room::apply(const UserStoppedTyping &stopped)
{
    stopTyping(stopped.userId);
}

void Room::stopTyping(const UserId &user)
{
    if (m_typing.removeIf([&](const auto &entry) { return entry.first == user; }) > 0)
        Q_EMIT typingChanged();
}

QStringList Room::typingNames() const
{
    QStringList names;
    for (const auto &[id, name] : m_typing)
        names.append(name);
    return names;
}

} // namespace chat
