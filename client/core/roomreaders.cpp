// Who has read how far: oneself, and the others where the room shows it.

#include "client/core/room.h"

namespace chat {

void Room::apply(const ReadMarker &marker)
{
    if (marker.userId != m_self) {
        const Member *member = m_members.find(marker.userId);
        m_timeline.noteReader(
            { .id = marker.userId, .name = member ? member->name : QString(), .seq = marker.seq });
        return;
    }
    if (marker.seq <= m_readSeq)
        return;
    m_readSeq = marker.seq;
    keep({});
    Q_EMIT changed();
}

void Room::showReaders(const QList<Member> &members)
{
    QList<Reader> readers;
    for (const Member &member : members) {
        if (member.readSeq && member.id != m_self)
            readers.append({ .id = member.id, .name = member.name, .seq = *member.readSeq });
    }
    m_timeline.setReaders(readers);
}

void Room::renameReader(const UserPresence &presence)
{
    const QString &name = presence.user.name;
    if (!presence.isMember)
        m_timeline.removeReader(presence.user.id);
    else if (m_timeline.hasReader(presence.user.id))
        m_timeline.noteReader({ .id = presence.user.id, .name = name, .seq = {} });
}

void Room::setShowsReceipts(bool showsReceipts)
{
    m_showsReceipts = showsReceipts;
    if (!showsReceipts)
        m_timeline.setReaders({}); // what is known of them would only grow old
}

} // namespace chat
