#include "client/ctl/load/loadscript.h"

#include "client/ctl/load/jsonglance.h"
#include "common/base/random.h"

namespace chat {

namespace {

constexpr int runBytes = 4;
// The key of RFC 6455's own example and the answer to it: a load needs no other.
constexpr QByteArrayView upgradeKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr QByteArrayView upgradeProof = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

} // namespace

LoadScript::LoadScript(std::unique_ptr<LoadCodec> codec, QByteArray host, QString name,
                       Random &random)
    : m_codec(std::move(codec))
    , m_host(std::move(host))
    , m_name(std::move(name))
    , m_random(random)
    , m_run(newRandomHex(random, runBytes).toLatin1())
{
}

QByteArray LoadScript::upgradeRequest() const
{
    QByteArray request = "GET " + m_codec->path() + " HTTP/1.1\r\nHost: " + m_host
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: "
        + upgradeKey.toByteArray() + "\r\n";
    if (const QByteArray protocol = m_codec->subprotocol(); !protocol.isEmpty())
        request += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
    return request + "\r\n";
}

bool LoadScript::isUpgraded(QByteArrayView head)
{
    return head.startsWith("HTTP/1.1 101 ") && head.indexOf(upgradeProof) > 0;
}

quint32 LoadScript::mask() const
{
    return static_cast<quint32>(m_random.next());
}

QString LoadScript::nameOf(int connection) const
{
    return u"%1 %2 %3"_s.arg(m_name, QLatin1StringView(m_run)).arg(connection);
}

DeviceId LoadScript::deviceOf(int connection) const
{
    return DeviceId::fromText(u"load-%1-%2"_s.arg(QLatin1StringView(m_run)).arg(connection));
}

RoomId LoadScript::roomId(int room) const
{
    return RoomId::fromText(u"load-%1-%2"_s.arg(QLatin1StringView(m_run)).arg(room));
}

QString LoadScript::contentOf(qint64 message, int length) const
{
    return u"%1 %2 "_s.arg(QLatin1StringView(m_run)).arg(message).leftJustified(length, u'x');
}

std::optional<qint64> LoadScript::messageIn(QByteArrayView text) const
{
    if (!text.startsWith(m_run) || text.size() <= m_run.size() || text[m_run.size()] != ' ')
        return std::nullopt;
    const qint64 number = json::numberAt(text.sliced(m_run.size() + 1), LoadEvent::noId);
    return number == LoadEvent::noId ? std::nullopt : std::optional(number);
}

} // namespace chat
