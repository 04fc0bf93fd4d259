#include "server/door/rawsocket.h"

#include "common/base/literals.h"

#include <QtEndian>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace chat::rawsocket {

namespace {

#ifdef Q_OS_WIN

using Handle = SOCKET;
using Length = int;
constexpr int peekFlags = MSG_PEEK; // Qt has made it non-blocking, or it is known to be readable

bool wouldWait()
{
    return WSAGetLastError() == WSAEWOULDBLOCK;
}

void closeHandle(Handle handle)
{
    ::closesocket(handle);
}

#else

using Handle = int;
using Length = socklen_t;
constexpr int peekFlags = MSG_PEEK | MSG_DONTWAIT;

bool wouldWait()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

void closeHandle(Handle handle)
{
    ::close(handle);
}

#endif

quint16 portOf(const sockaddr_storage &storage)
{
    // Both kinds begin alike: the family, and then the port in network order.
    return qFromBigEndian(reinterpret_cast<const sockaddr_in &>(storage).sin_port);
}

} // namespace

QString Origin::toText() const
{
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(port);
}

std::optional<Origin> originOf(qintptr descriptor)
{
    sockaddr_storage storage = {};
    Length size = sizeof storage;
    auto *generic = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(static_cast<Handle>(descriptor), generic, &size) != 0)
        return std::nullopt;
    QHostAddress address(generic);
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        address.setAddress(v4);
    return Origin { .address = address, .port = portOf(storage) };
}

Peeked peek(qintptr descriptor, char &byte)
{
    const auto size = ::recv(static_cast<Handle>(descriptor), &byte, 1, peekFlags);
    if (size > 0)
        return Peeked::Byte;
    return size < 0 && wouldWait() ? Peeked::Nothing : Peeked::End;
}

void close(qintptr descriptor)
{
    closeHandle(static_cast<Handle>(descriptor));
}

} // namespace chat::rawsocket
