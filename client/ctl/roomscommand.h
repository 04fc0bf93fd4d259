#pragma once

#include "client/ctl/command.h"

namespace chat {

/// Prints the rooms of the server as a table.
class RoomsCommand final : public Command
{
    Q_OBJECT

public:
    QList<RoomId> rooms() const override { return {}; }
    void run(ClientSession &session) override;
};

} // namespace chat
