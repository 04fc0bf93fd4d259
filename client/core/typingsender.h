#pragma once

#include "common/base/clock.h"
#include "common/base/ids.h"

#include <QHash>

namespace chat {

/// Decides when to tell a room that one is writing: at once, and then at most every
/// limits::typingEvery while keys are pressed. Sending a line starts anew. A value.
class TypingSender
{
public:
    /// A key was pressed in `room`. True: send `typing` now.
    bool typed(const RoomId &room, Instant now);
    /// The line was sent or emptied.
    void finished(const RoomId &room);

private:
    QHash<RoomId, Instant> m_toldAt;
};

} // namespace chat
