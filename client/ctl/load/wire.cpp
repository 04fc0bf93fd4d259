#include "client/ctl/load/wire.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace chat {

namespace {

/// An address of either family as the system wants it.
struct SystemAddress
{
    sockaddr_storage storage {};
    socklen_t size = 0;

    SystemAddress(const QHostAddress &host, quint16 port)
    {
        if (host.protocol() == QAbstractSocket::IPv6Protocol) {
            sockaddr_in6 address {};
            address.sin6_family = AF_INET6;
            address.sin6_port = htons(port);
            const Q_IPV6ADDR bytes = host.toIPv6Address();
            std::memcpy(&address.sin6_addr, &bytes, sizeof bytes);
            put(address);
        } else {
            sockaddr_in address {};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(host.toIPv4Address());
            put(address);
        }
    }

    // The system's functions take each kind of address as the general one.
    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&storage); }

private:
    template <class Address>
    void put(const Address &address)
    {
        std::memcpy(&storage, &address, sizeof address);
        size = sizeof address;
    }
};

bool isOnlyLater(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

void prepare(int descriptor)
{
    const int flags = ::fcntl(descriptor, F_GETFL, 0);
    ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef IP_BIND_ADDRESS_NO_PORT
    // The port is chosen when the target is known, so that a port serves for many targets.
    ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
#endif
#ifdef SO_NOSIGPIPE
    ::setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

#ifdef MSG_NOSIGNAL
constexpr int withoutSignal = MSG_NOSIGNAL;
#else
constexpr int withoutSignal = 0;
#endif

} // namespace

Wire::Wire(Wire &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_backlog(std::move(other.m_backlog))
{
}

Wire &Wire::operator=(Wire &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_backlog, other.m_backlog);
    return *this;
}

Wire::Opening Wire::open(const WirePath &path)
{
    close();
    const SystemAddress target(path.target, path.port);
    m_descriptor = ::socket(target.storage.ss_family, SOCK_STREAM, 0);
    if (m_descriptor < 0)
        return Opening::Failed;
    prepare(m_descriptor);
    if (!path.source.isNull()) {
        const SystemAddress source(path.source, 0);
        if (::bind(m_descriptor, source.data(), source.size) != 0)
            return errno == EADDRINUSE ? Opening::NoPorts : Opening::Failed;
    }
    if (::connect(m_descriptor, target.data(), target.size) == 0 || errno == EINPROGRESS)
        return Opening::Begun;
    return errno == EADDRNOTAVAIL ? Opening::NoPorts : Opening::Failed;
}

bool Wire::isConnected() const
{
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

qsizetype Wire::read(std::span<char> room)
{
    const ssize_t count = ::recv(m_descriptor, room.data(), room.size(), 0);
    if (count > 0)
        return count;
    return count < 0 && isOnlyLater(errno) ? 0 : -1;
}

bool Wire::write(QByteArrayView bytes)
{
    if (hasBacklog()) {
        m_backlog.append(bytes.data(), bytes.size());
        return true;
    }
    const ssize_t count =
        ::send(m_descriptor, bytes.data(), static_cast<size_t>(bytes.size()), withoutSignal);
    if (count < 0 && !isOnlyLater(errno))
        return false;
    m_backlog = bytes.sliced(std::max<ssize_t>(count, 0)).toByteArray();
    return true;
}

bool Wire::flush()
{
    const QByteArray kept = std::exchange(m_backlog, {});
    return kept.isEmpty() || write(kept);
}

void Wire::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    m_backlog.clear();
}

} // namespace chat
