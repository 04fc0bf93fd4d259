#pragma once

#include "client/store/clientstore.h"
#include "common/base/clock.h"

namespace chat {

/// What was begun in rooms and not sent, and which of it is not kept yet. A value.
class Drafts
{
public:
    QString text(const RoomId &room) const { return m_texts.value(room); }
    const QHash<RoomId, QString> &all() const { return m_texts; }
    void restore(const QHash<RoomId, QString> &texts) { m_texts = texts; }

    /// An empty text is none.
    void note(const RoomId &room, const QString &text, Instant now);
    /// The line has been sent: it is forgotten with the keeping of it.
    void sent(const RoomId &room);
    /// The rooms whose drafts are to be kept now; all that are not kept when `isLast`.
    QList<RoomId> take(Instant now, bool isLast = false);
    /// When take() next has something to say.
    std::optional<Instant> due() const;

private:
    QHash<RoomId, QString> m_texts;
    QHash<RoomId, Instant> m_unkept; // when to keep them
};

} // namespace chat
