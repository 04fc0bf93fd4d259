#pragma once

#include "client/ctl/load/loadcodec.h"

namespace chat {

/// The protocol of common/protocol, and of any server that uses its words.
class ConfabCodec final : public LoadCodec
{
public:
    QByteArray path() const override { return "/"; }
    QByteArray subprotocol() const override;

    QByteArray authenticate(const QString &name, const DeviceId &device) const override;
    QByteArray join(const RoomId &room) const override;
    QByteArray say(const RoomId &room, const QString &content, qint64 id) const override;
    QByteArray resume(const QString &token, const DeviceId &device,
                      const QMap<RoomId, Position> &rooms) const override;

    LoadEvent read(QByteArrayView payload) const override;
};

} // namespace chat
