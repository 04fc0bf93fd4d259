#include "server/core/messageservice.h"

#include "common/base/random.h"

namespace chat {

MessageService::MessageService(Ports ports, Hub &hub, TypingService &typing, RoomRegistry &rooms,
                               RetentionService &retention, SlowMode &slowMode, Metrics &metrics)
    : m_ports(ports)
    , m_hub(hub)
    , m_typing(typing)
    , m_rooms(rooms)
    , m_retention(retention)
    , m_slowMode(slowMode)
    , m_metrics(metrics)
{
}

void MessageService::send(const Request &request, const SendMessage &event)
{
    const Identity author = request.session()->identity();
    if (const auto wait = takeTurn(event.roomId, author.id)) {
        m_metrics.refused(ErrorCode::RateLimited);
        request.refuse({ .code = ErrorCode::RateLimited,
                         .detail = u"the room is in slow mode"_s,
                         .retryAfter = wait });
        return;
    }
    const QString id = newUuid7(m_ports.clock, m_ports.random);
    const NewLine line { .room = event.roomId,
                         .author = author.id,
                         .tag = event.tag.value_or(Tag::fromText(id)),
                         .id = MessageId::fromText(id),
                         .content = event.content,
                         .replyTo = event.replyTo,
                         .timestamp = m_ports.clock.wallTime() };
    m_typing.stop(author.id, line.room);
    const Instant askedAt = m_ports.clock.now();
    m_ports.log.append(line,
                       [this, request, line, author, askedAt](const Result<StoredLine> &stored) {
                           if (!stored) {
                               m_slowMode.giveBack(line.room, author.id, m_ports.clock.now());
                               m_metrics.refused(stored.error().code);
                               request.refuse(stored.error());
                               return;
                           }
                           m_metrics.sends.add(m_ports.clock.now() - askedAt);
                           request.reply(MessageAccepted { .roomId = line.room,
                                                           .tag = line.tag,
                                                           .seq = stored->seq,
                                                           .id = stored->id,
                                                           .timestamp = stored->timestamp });
                           // A repetition was told before, unless the store did not know that it
                           // had stored it.
                           const RoomRecord *room = m_rooms.find(line.room);
                           if (!stored->isRepetition || (room && room->head < stored->seq))
                               publish(line, *stored, author);
                       });
}

std::optional<std::chrono::milliseconds> MessageService::takeTurn(const RoomId &id,
                                                                  const UserId &author)
{
    const RoomRecord *room = m_rooms.find(id);
    if (!room || room->slowSeconds == 0 || m_rooms.ranks().rank(id, author) >= Rank::Moderator)
        return std::nullopt;
    return m_slowMode.take(id, author, room->slowSeconds, m_ports.clock.now());
}

void MessageService::publish(const NewLine &line, const StoredLine &stored, const Identity &author)
{
    ++m_metrics.messages;
    m_rooms.advance(line.room, stored.seq);
    const NewMessage message { { .id = stored.id,
                                 .seq = stored.seq,
                                 .roomId = line.room,
                                 .userId = author.id,
                                 .userName = author.name,
                                 .avatar = author.avatar,
                                 .content = line.content,
                                 .timestamp = stored.timestamp,
                                 .tag = line.tag,
                                 .replyTo = line.replyTo } };
    m_hub.publish(
        { .room = line.room, .frame = Frame::of(message), .seq = stored.seq, .except = {} });
    m_retention.grew(line.room);
}

void MessageService::history(const Request &request, const History &event)
{
    using Direction = PageQuery::Direction;
    PageQuery query { .room = event.roomId,
                      .direction = Direction::Newest,
                      .seq = {},
                      .limit = static_cast<int>(event.limit) };
    int questions = 0;
    const auto ask = [&query, &questions](Direction direction, std::optional<Seq> seq) {
        if (!seq)
            return;
        query.direction = direction;
        query.seq = *seq;
        ++questions;
    };
    ask(Direction::Before, event.before);
    ask(Direction::After, event.after);
    ask(Direction::Around, event.around);
    if (questions > 1) {
        request.refuse(
            { .code = ErrorCode::InvalidMessage,
              .detail = u"%1 of before, after and around are given, limit is 1"_s.arg(questions) });
        return;
    }
    m_ports.log.page(query, [request, room = event.roomId](const Result<Page> &page) {
        if (!page) {
            request.refuse(page.error());
            return;
        }
        request.reply(HistoryPage { .roomId = room,
                                    .epoch = page->epoch,
                                    .headSeq = page->head,
                                    .messages = page->messages,
                                    .atStart = page->atStart,
                                    .atEnd = page->atEnd });
    });
}

} // namespace chat
