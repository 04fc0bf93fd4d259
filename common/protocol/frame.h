#pragma once

#include "common/protocol/codec.h"

#include <QByteArray>

namespace chat {

/// An envelope made immutable for sending, encoded once and implicitly shared: a room of a
/// thousand members holds one copy of its bytes.
class Frame
{
public:
    Frame() = default;
    /// `json` is one UTF-8 JSON object.
    static Frame fromJson(const QByteArray &json);

    template <Event E>
    static Frame of(const E &event, std::optional<RequestId> id = std::nullopt)
    {
        QByteArray json;
        appendEnvelope(json, event, id);
        return fromJson(json);
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// Valid as long as this frame or a copy of it.
    QByteArrayView json() const { return QByteArrayView(m_bytes).sliced(m_headerSize); }
    /// The whole WebSocket frame as a server sends it: one final, unmasked text frame (RFC 6455,
    /// 5.2). The same bytes serve every receiver, since only clients mask.
    const QByteArray &webSocketBytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
    qsizetype m_headerSize = 0;
};

} // namespace chat
