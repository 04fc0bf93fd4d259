#include "client/ctl/load/socketiocodec.h"

#include "client/ctl/load/jsonglance.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace chat {

namespace {

using Kind = LoadEvent::Kind;

QByteArray eventOf(QLatin1StringView name, const QJsonValue &argument)
{
    const QJsonArray packet { QString(name), argument };
    return "42" + QJsonDocument(packet).toJson(QJsonDocument::Compact);
}

LoadEvent readEvent(QByteArrayView list)
{
    if (list.startsWith("[\"new-message\""))
        return { .kind = Kind::Said, .text = json::after(list, "\"content\":\"") };
    if (list.startsWith("[\"authenticated\""))
        return { .kind = Kind::LetIn };
    if (list.startsWith("[\"room-history\""))
        return { .kind = Kind::Joined };
    if (list.startsWith("[\"error\""))
        return { .kind = Kind::Refused, .text = json::textAfter(list, "\"message\":") };
    return {};
}

} // namespace

QByteArray SocketIoCodec::authenticate(const QString &name, const DeviceId &) const
{
    return eventOf("authenticate"_L1, QJsonObject { { u"name"_s, name } });
}

QByteArray SocketIoCodec::join(const RoomId &room) const
{
    return eventOf("join-room"_L1, room.text());
}

QByteArray SocketIoCodec::say(const RoomId &room, const QString &content, qint64) const
{
    return eventOf("send-message"_L1,
                   QJsonObject { { u"roomId"_s, room.text() }, { u"content"_s, content } });
}

LoadEvent SocketIoCodec::read(QByteArrayView payload) const
{
    if (payload.startsWith("42"))
        return readEvent(payload.sliced(2));
    if (payload == QByteArrayView("2"))
        return { .kind = Kind::Asked, .text = "3" };
    if (payload.startsWith('0'))
        return { .kind = Kind::Asked, .text = "40" };
    if (payload.startsWith("40"))
        return { .kind = Kind::Greeted };
    if (payload.startsWith("44"))
        return { .kind = Kind::Refused, .text = json::textAfter(payload, "\"message\":") };
    return {};
}

} // namespace chat
