#include "common/net/directsend.h"

#ifdef Q_OS_LINUX
#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>
#endif

namespace chat {

#ifdef Q_OS_LINUX

namespace {

constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;

// The usual case, a few percent cheaper.
qint64 sendOne(int descriptor, const QByteArray &chunk)
{
    ssize_t count = 0;
    do {
        count = ::send(descriptor, chunk.constData(), static_cast<size_t>(chunk.size()), flags);
    } while (count < 0 && errno == EINTR);
    return std::max<qint64>(count, 0);
}

} // namespace

qint64 sendDirectly(qintptr descriptor, std::span<const QByteArray> chunks)
{
    if (chunks.size() == 1)
        return sendOne(static_cast<int>(descriptor), chunks.front());
    constexpr size_t mostAtOnce = 64; // the kernel copies such a list without allocating for it
    qint64 taken = 0;
    while (!chunks.empty()) {
        std::array<iovec, mostAtOnce> parts;
        const auto some = chunks.first(std::min(mostAtOnce, chunks.size()));
        qint64 offered = 0;
        std::ranges::transform(some, parts.begin(), [&offered](const QByteArray &chunk) {
            offered += chunk.size();
            // sendmsg() only reads, but its argument is older than const.
            return iovec { const_cast<char *>(chunk.constData()),
                           static_cast<size_t>(chunk.size()) };
        });
        msghdr message {};
        message.msg_iov = parts.data();
        message.msg_iovlen = some.size();
        ssize_t count = 0;
        do {
            count = ::sendmsg(static_cast<int>(descriptor), &message, flags);
        } while (count < 0 && errno == EINTR);
        taken += std::max<qint64>(count, 0);
        if (count < offered)
            break;
        chunks = chunks.subspan(some.size());
    }
    return taken;
}

#else

qint64 sendDirectly(qintptr, std::span<const QByteArray>)
{
    return 0;
}

#endif

} // namespace chat
