#include "client/core/typingsender.h"

#include "common/base/limits.h"

namespace chat {

bool TypingSender::typed(const RoomId &room, Instant now)
{
    const auto told = m_toldAt.constFind(room);
    if (told != m_toldAt.constEnd() && now - *told < limits::typingEvery)
        return false;
    m_toldAt.insert(room, now);
    return true;
}

void TypingSender::finished(const RoomId &room)
{
    m_toldAt.remove(room);
}

} // namespace chat
