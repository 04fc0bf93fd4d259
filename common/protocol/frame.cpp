#include "common/protocol/frame.h"

#include <QtEndian>

namespace chat {

Frame Frame::fromJson(const QByteArray &json)
{
    constexpr char finalTextFrame = static_cast<char>(0x81);
    constexpr qsizetype largestIn7Bits = 125;
    constexpr qsizetype largestIn16Bits = 0xffff;

    Frame frame;
    frame.m_bytes.reserve(json.size() + 10);
    frame.m_bytes.append(finalTextFrame);
    if (json.size() <= largestIn7Bits) {
        frame.m_bytes.append(static_cast<char>(json.size()));
    } else if (json.size() <= largestIn16Bits) {
        const quint16 size = qToBigEndian(static_cast<quint16>(json.size()));
        frame.m_bytes.append(char(126)).append(reinterpret_cast<const char *>(&size), sizeof size);
    } else {
        const quint64 size = qToBigEndian(static_cast<quint64>(json.size()));
        frame.m_bytes.append(char(127)).append(reinterpret_cast<const char *>(&size), sizeof size);
    }
    frame.m_headerSize = frame.m_bytes.size();
    frame.m_bytes.append(json);
    return frame;
}

} // namespace chat
