#pragma once

#include "server/core/bus.h"

namespace chat {

/// The bus of a server that is alone: what is published arrives before publish() returns.
class LocalBus final : public Bus
{
public:
    void setReceiver(Receiver receiver) override;
    void publish(const RoomNotice &notice) override;

private:
    Receiver m_receiver;
};

} // namespace chat
