#pragma once

#include "common/base/ids.h"
#include "common/protocol/frame.h"

#include <functional>

namespace chat {

/// Something that all members of a room shall receive, on whichever process they are.
struct RoomNotice
{
    RoomId room;
    Frame frame;
    Seq seq; // place in the room's history; 0 for what is ephemeral
    UserId except; // whose connections are left out; empty: nobody's
};

/// Carries notices between processes. Notices of one room arrive in the order of their publishing,
/// also at the process that published them.
class Bus
{
public:
    using Receiver = std::function<void(const RoomNotice &)>;

    virtual ~Bus() = default;
    virtual void setReceiver(Receiver receiver) = 0;
    virtual void publish(const RoomNotice &notice) = 0;
};

} // namespace chat
