#include "client/core/typingexpiry.h"

#include "common/base/limits.h"

#include <algorithm>

namespace chat {

void TypingExpiry::note(const RoomId &room, const UserId &user, Instant now)
{
    forget(room, user);
    m_marks.append({ .room = room, .user = user, .until = now + limits::typingForgotten });
}

void TypingExpiry::forget(const RoomId &room, const UserId &user)
{
    m_marks.removeIf([&](const Mark &mark) { return mark.room == room && mark.user == user; });
}

QList<TypingExpiry::Mark> TypingExpiry::takeExpired(Instant now)
{
    const auto isOpen = [now](const Mark &mark) { return mark.until > now; };
    const qsizetype count = std::ranges::find_if(m_marks, isOpen) - m_marks.begin();
    const QList<Mark> expired = m_marks.first(count);
    m_marks.remove(0, count);
    return expired;
}

std::optional<Instant> TypingExpiry::due() const
{
    return m_marks.isEmpty() ? std::nullopt : std::optional(m_marks.first().until);
}

} // namespace chat
