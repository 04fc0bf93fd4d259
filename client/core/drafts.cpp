#include "client/core/drafts.h"

#include "common/base/limits.h"

#include <algorithm>

namespace chat {

void Drafts::note(const RoomId &room, const QString &text, Instant now)
{
    if (m_texts.value(room) == text)
        return;
    if (text.isEmpty())
        m_texts.remove(room);
    else
        m_texts.insert(room, text);
    if (!m_unkept.contains(room)) // who goes on writing does not put it off
        m_unkept.insert(room, now + limits::draftWait);
}

void Drafts::sent(const RoomId &room)
{
    m_texts.remove(room);
    m_unkept.remove(room);
}

QList<RoomId> Drafts::take(Instant now, bool isLast)
{
    QList<RoomId> rooms;
    m_unkept.removeIf([&](QHash<RoomId, Instant>::iterator entry) {
        if (entry.value() > now && !isLast)
            return false;
        rooms.append(entry.key());
        return true;
    });
    return rooms;
}

std::optional<Instant> Drafts::due() const
{
    const auto first = std::min_element(m_unkept.cbegin(), m_unkept.cend());
    return first == m_unkept.cend() ? std::nullopt : std::optional(*first);
}

} // namespace chat
