#pragma once

#include "client/ctl/load/loadcodec.h"

namespace chat {

/// Chat servers on Socket.IO 4, over its WebSocket transport: Engine.IO packets ("2" is a ping, "4"
/// a message), in which Socket.IO packets lie ("0" connects, "2" is an event, a JSON list of its
/// name and its arguments). The events are those of a plain chat server: nothing is acknowledged,
/// and nothing resumed.
class SocketIoCodec final : public LoadCodec
{
public:
    QByteArray path() const override { return "/socket.io/?EIO=4&transport=websocket"; }
    QByteArray subprotocol() const override { return {}; }

    QByteArray authenticate(const QString &name, const DeviceId &device) const override;
    QByteArray join(const RoomId &room) const override;
    QByteArray say(const RoomId &room, const QString &content, qint64 id) const override;
    QByteArray resume(const QString &, const DeviceId &,
                      const QMap<RoomId, Position> &) const override
    {
        return {};
    }

    LoadEvent read(QByteArrayView payload) const override;
};

} // namespace chat
