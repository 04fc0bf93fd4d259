#include "client/ctl/load/wire.h"

#include "common/base/literals.h"

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
    , m_wantsWriting(other.m_wantsWriting)
    , m_trust(other.m_trust)
    , m_tls(std::move(other.m_tls))
    , m_backlog(std::move(other.m_backlog))
{
}

Wire::Opening Wire::open(const WirePath &path)
{
    close();
    const SystemAddress target(path.target, path.port);
    m_descriptor = ::socket(target.storage.ss_family, SOCK_STREAM, 0);
    if (m_descriptor < 0)
        return Opening::Failed;
    prepare(m_descriptor);
    m_trust = path.trust;
    m_wantsWriting = true;
    if (!path.source.isNull()) {
        const SystemAddress source(path.source, 0);
        if (::bind(m_descriptor, source.data(), source.size) != 0)
            return errno == EADDRINUSE ? Opening::NoPorts : Opening::Failed;
    }
    if (::connect(m_descriptor, target.data(), target.size) == 0 || errno == EINPROGRESS)
        return Opening::Begun;
    return errno == EADDRNOTAVAIL ? Opening::NoPorts : Opening::Failed;
}

Wire::Progress Wire::advance()
{
    if (!m_tls)
        return connected();
    const TlsLayer::Progress progress = m_tls->shakeHands();
    m_wantsWriting = progress == TlsLayer::Progress::Writing;
    switch (progress) {
    case TlsLayer::Progress::Done:
        return Progress::Done;
    case TlsLayer::Progress::Failed:
        return Progress::Failed;
    case TlsLayer::Progress::Reading:
    case TlsLayer::Progress::Writing:
        return Progress::Later;
    }
    return Progress::Later;
}

Wire::Progress Wire::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    m_wantsWriting = false;
    if (::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
        return Progress::Failed;
    if (!m_trust)
        return Progress::Done;
    m_tls = std::make_unique<TlsLayer>(*m_trust, m_descriptor);
    return advance();
}

QString Wire::problem() const
{
    return m_tls ? m_tls->problem() : u"not connected"_s;
}

qsizetype Wire::readSome(std::span<char> room)
{
    if (m_tls)
        return m_tls->read(room);
    const ssize_t count = ::recv(m_descriptor, room.data(), room.size(), 0);
    if (count > 0)
        return count;
    return count < 0 && isOnlyLater(errno) ? 0 : -1;
}

qsizetype Wire::read(std::span<char> room)
{
    if (!m_tls)
        return readSome(room);
    // A record at a time; those that were read ahead are not seen by whoever waits for more.
    size_t used = 0;
    qsizetype count = 0;
    while (used < room.size() && (count = readSome(room.subspan(used))) > 0)
        used += static_cast<size_t>(count);
    return used > 0 ? static_cast<qsizetype>(used) : count;
}

qsizetype Wire::writeSome(QByteArrayView bytes)
{
    if (m_tls)
        return m_tls->write(bytes);
    const ssize_t count =
        ::send(m_descriptor, bytes.data(), static_cast<size_t>(bytes.size()), withoutSignal);
    return count < 0 && isOnlyLater(errno) ? 0 : count;
}

bool Wire::write(QByteArrayView bytes)
{
    if (!m_backlog.isEmpty()) {
        m_backlog.append(bytes.data(), bytes.size());
        return true;
    }
    const qsizetype count = writeSome(bytes);
    if (count < 0)
        return false;
    m_backlog = bytes.sliced(count).toByteArray();
    return true;
}

bool Wire::flush()
{
    const QByteArray kept = std::exchange(m_backlog, {});
    return kept.isEmpty() || write(kept);
}

void Wire::close()
{
    m_tls.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    m_backlog.clear();
}

} // namespace chat
