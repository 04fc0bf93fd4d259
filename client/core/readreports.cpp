#include "client/core/readreports.h"

#include "common/base/limits.h"

#include <algorithm>

namespace chat {

void ReadReports::note(const RoomId &room, Seq seq)
{
    Seq &unsent = m_unsent[room];
    unsent = std::max(unsent, seq);
}

QList<MarkRead> ReadReports::take(const QSet<RoomId> &rooms, Instant now)
{
    QList<MarkRead> reports;
    if (now < m_nextAt)
        return reports;
    m_unsent.removeIf([&](QHash<RoomId, Seq>::iterator entry) {
        if (!rooms.contains(entry.key()))
            return false;
        reports.append({ .roomId = entry.key(), .seq = entry.value() });
        return true;
    });
    if (!reports.isEmpty())
        m_nextAt = now + limits::markReadEvery;
    return reports;
}

std::optional<Instant> ReadReports::due(const QSet<RoomId> &rooms) const
{
    const bool hasNews = std::any_of(m_unsent.keyBegin(), m_unsent.keyEnd(),
                                     [&rooms](const RoomId &id) { return rooms.contains(id); });
    return hasNews ? std::optional(m_nextAt) : std::nullopt;
}

} // namespace chat
