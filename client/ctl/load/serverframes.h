#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace chat {

/// The WebSocket frames (RFC 6455, 5.2) of one server, out of its bytes as they arrive. Lean: a
/// frame that is whole in the bytes at hand is not copied. Servers of a load neither mask nor
/// fragment; what does ends the connection.
class ServerFrames
{
public:
    enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping, Pong };

    /// Calls onFrame(Opcode, QByteArrayView payload) for each whole frame, in order; the payload
    /// lasts as long as the call. onFrame answers whether to go on.
    /// False when the bytes are no frames that this understands, or onFrame did not want to go on:
    /// then this takes no more.
    template <class OnFrame>
    bool take(QByteArrayView bytes, const OnFrame &onFrame)
    {
        if (!m_rest.isEmpty()) {
            m_rest.append(bytes.data(), bytes.size());
            bytes = m_rest;
        }
        for (;;) {
            const Head head = headOf(bytes);
            if (head.isWrong)
                return false;
            if (bytes.size() < head.size + head.payload)
                break;
            if (!onFrame(head.opcode, bytes.sliced(head.size, head.payload)))
                return false;
            bytes = bytes.sliced(head.size + head.payload);
        }
        keep(bytes);
        return true;
    }

private:
    struct Head
    {
        Opcode opcode = Opcode::Text;
        bool isWrong = false;
        qsizetype size = 0; // of the head itself
        qsizetype payload = 0; // more than there can be while the head is not whole
    };
    static Head headOf(QByteArrayView bytes);
    void keep(QByteArrayView rest);

    QByteArray m_rest; // the beginning of a frame
};

/// A frame as a client sends it: final, and masked with these four bytes.
QByteArray clientFrame(QByteArrayView payload, quint32 mask,
                       ServerFrames::Opcode opcode = ServerFrames::Opcode::Text);

} // namespace chat
