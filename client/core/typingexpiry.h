#pragma once

#include "common/base/clock.h"
#include "common/base/ids.h"

#include <QList>

namespace chat {

/// Remembers who was said to be writing, so that a mark goes away even when the end of the writing
/// is never heard of. A value.
class TypingExpiry
{
public:
    struct Mark
    {
        RoomId room;
        UserId user;
        Instant until {};
    };

    /// The user was said to be writing, at `now`.
    void note(const RoomId &room, const UserId &user, Instant now);
    void forget(const RoomId &room, const UserId &user);
    void clear() { m_marks.clear(); }
    /// Those that nothing was heard of for limits::typingForgotten; they are forgotten.
    QList<Mark> takeExpired(Instant now);
    /// When takeExpired() next has something.
    std::optional<Instant> due() const;

private:
    QList<Mark> m_marks; // the one that expires first, first
};

} // namespace chat
