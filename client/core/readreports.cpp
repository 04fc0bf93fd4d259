#include "client/core/readreports.h"

#include "common/base/limits.h"

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

std::optional<Instant> ReadReports::due() const
{
    return m_unsent.isEmpty() ? std::nullopt : std::optional(m_nextAt);
}

} // namespace chat
