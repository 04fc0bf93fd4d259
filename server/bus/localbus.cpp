#include "server/bus/localbus.h"

namespace chat {

void LocalBus::setReceiver(Receiver receiver)
{
    m_receiver = std::move(receiver);
}

void LocalBus::publish(const RoomNotice &notice)
{
    m_receiver(notice);
}

} // namespace chat
