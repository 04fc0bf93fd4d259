#include "client/ctl/load/confabcodec.h"

#include "client/ctl/load/jsonglance.h"
#include "common/protocol/events.h"
#include "common/protocol/frame.h"

namespace chat {

namespace {

using Kind = LoadEvent::Kind;

template <Event E>
QByteArray payloadOf(const E &event, std::optional<RequestId> id = std::nullopt)
{
    return Frame::of(event, id).json().toByteArray();
}

LoadEvent readSaid(QByteArrayView data)
{
    // Without a seq from servers that do not count.
    return { .kind = Kind::Said,
             .text = json::after(data, "\"content\":\""),
             .number = json::numberAfter(data, "\"seq\":", 0) };
}

LoadEvent readAccepted(QByteArrayView frame)
{
    return { .kind = Kind::Accepted, .id = json::numberAfter(frame, "\"id\":", LoadEvent::noId) };
}

LoadEvent readRefused(QByteArrayView frame)
{
    return { .kind = Kind::Refused,
             .text = json::textAfter(frame, "\"code\":"),
             .id = json::numberAfter(frame, "\"id\":", LoadEvent::noId) };
}

LoadEvent readLetIn(QByteArrayView frame)
{
    return { .kind = Kind::LetIn, .text = json::textAfter(frame, "\"token\":") };
}

LoadEvent readJoined(QByteArrayView frame)
{
    return { .kind = Kind::Joined,
             .text = json::textAfter(frame, "\"epoch\":"),
             .number = json::numberAfter(frame, "\"headSeq\":", 0) };
}

LoadEvent readResumed(QByteArrayView frame)
{
    LoadEvent event { .kind = Kind::Resumed };
    for (QByteArrayView rest = frame; !rest.isEmpty();) {
        rest = json::after(rest, "\"reset\":");
        event.number += rest.isEmpty() ? 0 : 1;
    }
    return event;
}

LoadEvent readGreeted(QByteArrayView)
{
    return { .kind = Kind::Greeted };
}

struct Row
{
    QByteArrayView type;
    LoadEvent (*read)(QByteArrayView frame);
};

// By how often they come.
constexpr Row rows[] {
    { "new-message", &readSaid },    { "message-accepted", &readAccepted },
    { "welcome", &readGreeted },     { "authenticated", &readLetIn },
    { "room-history", &readJoined }, { "error", &readRefused },
    { "resumed", &readResumed },
};

} // namespace

QByteArray ConfabCodec::subprotocol() const
{
    return QByteArray(protocolVersion.data(), protocolVersion.size());
}

QByteArray ConfabCodec::authenticate(const QString &name, const DeviceId &device) const
{
    return payloadOf(Authenticate { .name = name, .deviceId = device });
}

QByteArray ConfabCodec::join(const RoomId &room) const
{
    return payloadOf(JoinRoom { .roomId = room });
}

QByteArray ConfabCodec::say(const RoomId &room, const QString &content, qint64 id) const
{
    const Tag tag = Tag::fromText(u"load-%1"_s.arg(id));
    return payloadOf(SendMessage { .roomId = room, .content = content, .tag = tag }, id);
}

QByteArray ConfabCodec::resume(const QString &token, const DeviceId &device,
                               const QMap<RoomId, Position> &rooms) const
{
    return payloadOf(Resume { .token = token, .deviceId = device, .rooms = rooms });
}

LoadEvent ConfabCodec::read(QByteArrayView payload) const
{
    constexpr QByteArrayView opening = "{\"type\":\"";
    if (!payload.startsWith(opening))
        return {};
    const QByteArrayView frame = payload.sliced(opening.size());
    for (const Row &row : rows) {
        if (frame.startsWith(row.type) && frame.size() > row.type.size()
            && frame[row.type.size()] == '"')
            return row.read(frame);
    }
    return {};
}

} // namespace chat
