#include "server/door/requesthead.h"

#include "common/base/limits.h"

#include <QList>

namespace chat {

namespace {

/// Whether the head has a line "<name>: ... <value> ...", both without regard to case.
bool hasHeader(const QByteArray &head, const QByteArray &name, const QByteArray &value)
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name
            && line.sliced(colon + 1).toLower().contains(value))
            return true;
    }
    return false;
}

} // namespace

HeadState judgeHead(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return bytes.size() > limits::headerBytes ? HeadState::TooLarge : HeadState::Incomplete;
    if (end > limits::headerBytes)
        return HeadState::TooLarge;
    const bool isUpgrade =
        bytes.startsWith("GET ") && hasHeader(bytes.left(end), "upgrade", "websocket");
    if (!isUpgrade)
        return HeadState::Other;
    return bytes.size() == end + 4 ? HeadState::Upgrade : HeadState::Hasty;
}

QByteArray refusalResponse(const QByteArray &status, const QByteArray &reason)
{
    const QByteArray body = reason + '\n';
    return "HTTP/1.1 " + status
        + "\r\nContent-Type: text/plain; charset=utf-8"
          "\r\nUpgrade: websocket\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace chat
