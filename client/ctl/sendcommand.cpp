#include "client/ctl/sendcommand.h"

#include "client/ctl/plainline.h"

#include <cstdio>

namespace chat {

SendCommand::SendCommand(RoomId room, QString content, bool printsSeq)
    : m_room(std::move(room))
    , m_content(std::move(content))
    , m_printsSeq(printsSeq)
{
}

void SendCommand::run(ClientSession &session)
{
    connect(&session, &ClientSession::lineStored, this, [this](const Tag &, Seq seq) {
        if (m_printsSeq)
            std::printf("%lld\n", seq.number());
        Q_EMIT done();
    });
    connect(&session, &ClientSession::lineFailed, this, [this](const Tag &, const Error &error) {
        Q_EMIT refused(u"the line was not accepted: "_s + sentenceFor(error));
    });
    session.sendMessage(m_room, m_content);
}

} // namespace chat
