#include "client/ctl/tailcommand.h"

#include "client/ctl/plainline.h"
#include "common/protocol/codec.h"

#include <cstdio>

namespace chat {

TailCommand::TailCommand(RoomId room, bool isJson, std::optional<qint64> count)
    : m_room(std::move(room))
    , m_isJson(isJson)
    , m_left(count)
{
}

void TailCommand::run(ClientSession &session)
{
    RoomStore &store = session.rooms();
    session.joinRoom(m_room, [this, &store](const Result<void> &joined) {
        if (joined)
            follow(store.find(m_room));
        else
            Q_EMIT refused(u"the room can not be joined: "_s + sentenceFor(joined.error()));
    });
    connect(&store, &RoomStore::roomRemoved, this,
            [this] { Q_EMIT refused(u"the room is gone, or one does not belong to it"_s); });
}

void TailCommand::follow(const Room *room)
{
    m_printed = room->headSeq();
    connect(room, &Room::changed, this, [this, room] { printNewer(*room); });
    Q_EMIT underWay();
}

void TailCommand::printNewer(const Room &room)
{
    const TimelineModel &timeline = room.timeline();
    int row = timeline.rowCount();
    while (row > 0 && timeline.row(row - 1).message.seq > m_printed)
        --row;
    if (row == 0 && timeline.firstSeq() > m_printed.next())
        std::fputs("confabctl: more lines were missed than the server sent again\n", stderr);
    for (; row < timeline.rowCount() && m_left != 0; ++row) {
        const Message &message = timeline.row(row).message;
        m_printed = message.seq;
        print(message);
        if (m_left && --*m_left == 0)
            Q_EMIT done();
    }
}

void TailCommand::print(const Message &message)
{
    QByteArray line;
    if (m_isJson)
        appendJson(line, message);
    else
        line = plainLine(message).toUtf8();
    std::puts(line.constData());
    std::fflush(stdout);
}

} // namespace chat
