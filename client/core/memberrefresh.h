#pragma once

#include "common/base/clock.h"
#include "common/base/ids.h"

#include <QHash>

#include <optional>

namespace chat {

class Random;

/// When to look again at the members of large rooms, of which one only hears how many there are:
/// some time after that has changed, at most limits::membersRefresh, so that a crowd that hears it
/// at once does not ask at once. A value.
class MemberRefresh
{
public:
    void note(const RoomId &room, Instant now, Random &random);
    /// The rooms whose time has come; they are noted no more.
    QList<RoomId> take(Instant now);
    std::optional<Instant> due() const;
    void clear() { m_due.clear(); }

private:
    QHash<RoomId, Instant> m_due;
};

} // namespace chat
