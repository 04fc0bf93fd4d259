#pragma once

#include "common/base/ids.h"
#include "common/protocol/values.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QMap>

#include <memory>

namespace chat {

/// What a frame means to a load. `text` lasts as long as the frame.
struct LoadEvent
{
    enum class Kind {
        Other, // nothing that matters here
        Asked, // text: to be sent back at once
        Greeted, // one may say who one is
        LetIn, // text: the token
        Joined, // text: the epoch; number: the room's head
        Resumed, // number: how many rooms are lost
        Said, // text: begins with the content; number: its place in the room
        Accepted, // id: what was asked
        Refused, // text: the code; id: what was asked
    };
    Kind kind = Kind::Other;
    QByteArrayView text = {};
    qint64 id = noId;
    qint64 number = 0;

    static constexpr qint64 noId = -1;

    friend bool operator==(const LoadEvent &, const LoadEvent &) = default;
};

/// The words of one kind of server: requests as the payload of a text frame, and what the payloads
/// of its frames mean. It has no state, so that a crowd shares it.
class LoadCodec
{
public:
    virtual ~LoadCodec() = default;

    /// What is asked for in the upgrade, for example "/".
    virtual QByteArray path() const = 0;
    /// Empty: none is offered.
    virtual QByteArray subprotocol() const = 0;

    virtual QByteArray authenticate(const QString &name, const DeviceId &device) const = 0;
    virtual QByteArray join(const RoomId &room) const = 0;
    virtual QByteArray say(const RoomId &room, const QString &content, qint64 id) const = 0;
    /// Empty: such a server has no way to resume.
    virtual QByteArray resume(const QString &token, const DeviceId &device,
                              const QMap<RoomId, Position> &rooms) const = 0;

    virtual LoadEvent read(QByteArrayView payload) const = 0;
};

} // namespace chat
