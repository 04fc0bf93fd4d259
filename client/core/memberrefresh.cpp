#include "client/core/memberrefresh.h"

#include "common/base/limits.h"
#include "common/base/random.h"

#include <algorithm>

namespace chat {

void MemberRefresh::note(const RoomId &room, Instant now, Random &random)
{
    if (m_due.contains(room))
        return;
    constexpr std::chrono::duration<double> longest = limits::membersRefresh;
    const std::chrono::duration<double> wait = longest * random.uniform(0.5, 1.0);
    m_due.insert(room, now + std::chrono::ceil<std::chrono::milliseconds>(wait));
}

QList<RoomId> MemberRefresh::take(Instant now)
{
    QList<RoomId> rooms;
    for (auto it = m_due.begin(); it != m_due.end();) {
        if (it.value() > now) {
            ++it;
            continue;
        }
        rooms.append(it.key());
        it = m_due.erase(it);
    }
    return rooms;
}

std::optional<Instant> MemberRefresh::due() const
{
    const auto first = std::min_element(m_due.cbegin(), m_due.cend());
    return first == m_due.cend() ? std::nullopt : std::optional(*first);
}

} // namespace chat
