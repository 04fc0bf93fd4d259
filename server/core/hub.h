#pragma once

#include "server/core/bus.h"
#include "server/core/metrics.h"
#include "server/core/session.h"

#include <QHash>

namespace chat {

/// Rooms and the connections of this process that receive them.
class Hub
{
public:
    Hub(Bus &bus, Metrics &metrics);

    /// Begins to hold back the room's notices for this connection, until release(). What is
    /// published between the two is neither lost nor doubled, however long the reading of the
    /// history in between takes.
    void subscribe(Session &session, const RoomId &room);
    /// Whether nobody has unsubscribed since subscribe().
    bool isSubscribed(const Session &session, const RoomId &room) const;
    /// Sends what was held back and is not part of a history up to `head`; from now on notices
    /// are sent at once.
    void release(Session &session, const RoomId &room, Seq head);
    void unsubscribe(Session &session, const RoomId &room);

    /// Of all connections and rooms together.
    qsizetype subscriptionCount() const;

    /// To all members of a room, on all processes.
    void publish(const RoomNotice &notice);

private:
    struct Subscription
    {
        Session *session = nullptr;
        bool isHeld = true;
        QList<RoomNotice> held = {};
    };
    using Subscriptions = FlatMap<Session::Id, Subscription>;

    void deliver(const RoomNotice &notice);

    Bus &m_bus;
    Metrics &m_metrics;
    QHash<RoomId, Subscriptions> m_rooms;
};

} // namespace chat
