#pragma once

#include "common/protocol/events.h"
#include "server/core/eventlog.h"
#include "server/core/hub.h"
#include "server/core/request.h"
#include "server/core/retentionservice.h"
#include "server/core/slowmode.h"
#include "server/core/typingservice.h"

namespace chat {

class Random;

/// What people say: stored first, then acknowledged, then told to the room.
class MessageService
{
public:
    struct Ports
    {
        EventLog &log;
        const Clock &clock;
        Random &random;
    };

    MessageService(Ports ports, Hub &hub, TypingService &typing, RoomRegistry &rooms,
                   RetentionService &retention, SlowMode &slowMode, Metrics &metrics);

    void send(const Request &request, const SendMessage &event);
    void history(const Request &request, const History &event);

private:
    /// How long the author has to wait before the next line in a slow room.
    std::optional<std::chrono::milliseconds> takeTurn(const RoomId &room, const UserId &author);
    void publish(const NewLine &line, const StoredLine &stored, const Identity &author);

    Ports m_ports;
    Hub &m_hub;
    TypingService &m_typing;
    RoomRegistry &m_rooms;
    RetentionService &m_retention;
    SlowMode &m_slowMode;
    Metrics &m_metrics;
};

} // namespace chat
