#include "server/core/hub.h"

#include <numeric>

namespace chat {

Hub::Hub(Bus &bus, Metrics &metrics)
    : m_bus(bus)
    , m_metrics(metrics)
{
    m_bus.setReceiver([this](const RoomNotice &notice) { deliver(notice); });
}

void Hub::subscribe(Session &session, const RoomId &room)
{
    m_rooms[room].insert(session.id(), Subscription { .session = &session });
    session.joining.insert(room);
}

void Hub::release(Session &session, const RoomId &room, Seq head)
{
    const auto subscriptions = m_rooms.find(room);
    if (subscriptions == m_rooms.end())
        return;
    const auto subscription = subscriptions->find(session.id());
    if (subscription == subscriptions->end())
        return;
    subscription->value.isHeld = false;
    session.joining.remove(room);
    session.rooms.insert(room);
    for (const RoomNotice &notice : std::exchange(subscription->value.held, {})) {
        if (notice.seq == Seq() || notice.seq > head)
            session.peer().send(notice.frame);
    }
}

void Hub::unsubscribe(Session &session, const RoomId &room)
{
    session.rooms.remove(room);
    session.joining.remove(room);
    const auto subscriptions = m_rooms.find(room);
    if (subscriptions == m_rooms.end())
        return;
    subscriptions->remove(session.id());
    if (subscriptions->isEmpty())
        m_rooms.erase(subscriptions);
}

bool Hub::isSubscribed(const Session &session, const RoomId &room) const
{
    return session.joining.contains(room) || session.rooms.contains(room);
}

qsizetype Hub::subscriptionCount() const
{
    return std::accumulate(
        m_rooms.begin(), m_rooms.end(), qsizetype { 0 },
        [](qsizetype sum, const Subscriptions &room) { return sum + room.size(); });
}

void Hub::publish(const RoomNotice &notice)
{
    m_bus.publish(notice);
}

void Hub::deliver(const RoomNotice &notice)
{
    const auto subscriptions = m_rooms.find(notice.room);
    if (subscriptions == m_rooms.end())
        return;
    for (auto &[id, subscription] : *subscriptions) {
        Session &session = *subscription.session;
        if (!notice.except.isEmpty() && session.identity().id == notice.except)
            continue;
        if (subscription.isHeld) {
            subscription.held.append(notice);
            continue;
        }
        session.peer().send(notice.frame);
        ++m_metrics.deliveries;
    }
}

} // namespace chat
