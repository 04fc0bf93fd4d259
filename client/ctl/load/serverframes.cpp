#include "client/ctl/load/serverframes.h"

#include <QtEndian>

#include <array>
#include <limits>

namespace chat {

namespace {

constexpr quint8 isFinal = 0x80;
constexpr quint8 isMasked = 0x80;
constexpr quint8 sizeIn16Bits = 126;
constexpr quint8 sizeIn64Bits = 127;
constexpr qsizetype largestFrame = 16 * 1024 * 1024; // an answer to a join has 1 MB at most

} // namespace

ServerFrames::Head ServerFrames::headOf(QByteArrayView bytes)
{
    Head head { .size = 2, .payload = std::numeric_limits<qsizetype>::max() / 2 };
    if (bytes.size() < head.size)
        return head;
    const auto first = static_cast<quint8>(bytes[0]);
    const auto second = static_cast<quint8>(bytes[1]);
    head.opcode = static_cast<Opcode>(first & 0x0f);
    head.isWrong = (first & 0xf0) != isFinal || (second & isMasked) != 0
        || head.opcode == Opcode::Continuation;
    if (second < sizeIn16Bits) {
        head.payload = second;
        return head;
    }
    head.size = second == sizeIn16Bits ? 4 : 10;
    if (bytes.size() < head.size)
        return head;
    head.payload = second == sizeIn64Bits
        ? static_cast<qsizetype>(qFromBigEndian<quint64>(bytes.data() + 2))
        : qFromBigEndian<quint16>(bytes.data() + 2);
    head.isWrong = head.isWrong || head.payload < 0 || head.payload > largestFrame;
    return head;
}

void ServerFrames::keep(QByteArrayView rest)
{
    if (rest.isEmpty())
        m_rest = {}; // a crowd of thousands keeps no empty buffers
    else if (m_rest.isEmpty())
        m_rest = rest.toByteArray();
    else
        m_rest.remove(0, m_rest.size() - rest.size());
}

QByteArray clientFrame(QByteArrayView payload, quint32 mask, ServerFrames::Opcode opcode)
{
    QByteArray frame;
    frame.reserve(payload.size() + 14);
    frame.append(static_cast<char>(isFinal | static_cast<quint8>(opcode)));
    if (payload.size() < sizeIn16Bits) {
        frame.append(static_cast<char>(isMasked | static_cast<quint8>(payload.size())));
    } else {
        // In 64 bits where 16 would do is not allowed.
        const bool isShort = payload.size() <= 0xffff;
        std::array<char, 8> size {};
        qToBigEndian(static_cast<quint64>(payload.size()), size.data());
        frame.append(static_cast<char>(isMasked | (isShort ? sizeIn16Bits : sizeIn64Bits)));
        frame.append(size.data() + (isShort ? 6 : 0), isShort ? 2 : 8);
    }
    std::array<char, 4> key {};
    qToBigEndian(mask, key.data());
    frame.append(key.data(), 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame.append(static_cast<char>(payload[i] ^ key[static_cast<size_t>(i % 4)]));
    return frame;
}

} // namespace chat
