#pragma once

#include "client/ctl/command.h"

namespace chat {

/// Says one line in a room; done when the server has stored it.
class SendCommand final : public Command
{
    Q_OBJECT

public:
    /// `printsSeq`: whether to print the line's place in the room.
    SendCommand(RoomId room, QString content, bool printsSeq);

    QList<RoomId> rooms() const override { return { m_room }; }
    void run(ClientSession &session) override;

private:
    RoomId m_room;
    QString m_content;
    bool m_printsSeq;
};

} // namespace chat
