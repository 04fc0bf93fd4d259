#pragma once

#include "client/ctl/command.h"

namespace chat {

/// Prints the lines of a room as they come, one each, own ones too.
class TailCommand final : public Command
{
    Q_OBJECT

public:
    /// Ends after `count` lines, if that is given. `isJson`: print objects with the fields of a
    /// Message instead of text for people.
    TailCommand(RoomId room, bool isJson, std::optional<qint64> count);

    QList<RoomId> rooms() const override { return { m_room }; }
    void run(ClientSession &session) override;

private:
    void follow(const Room *room);
    void printNewer(const Room &room);
    void print(const Message &message);

    RoomId m_room;
    bool m_isJson;
    std::optional<qint64> m_left; // lines to print; nothing when there is no end
    Seq m_printed; // the last line that was, or need not be
};

} // namespace chat
