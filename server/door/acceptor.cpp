#include "server/door/acceptor.h"

#include "common/base/limits.h"
#include "common/base/logging.h"

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#endif

namespace chat {

namespace {

// In one turn of the event loop: whoever is in is not to wait for a crowd at the door.
constexpr int mostAtOnce = 64;

TokenBucket paceOf(double perSecond, const Clock &clock)
{
    return { perSecond, std::max(1.0, perSecond), clock.now() };
}

} // namespace

Acceptor::Acceptor(Receiver receiver, Hold hold, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
    , m_hold(std::move(hold))
    , m_pace(paceOf(limits::acceptsPerSecond, m_clock))
{
    m_server.setListenBacklogSize(limits::listenBacklog);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Acceptor::resume);
}

void Acceptor::setPace(double perSecond)
{
    m_pace = paceOf(perSecond, m_clock);
}

void Acceptor::close()
{
    m_pause.stop();
    m_notifier.reset();
    m_server.close();
}

void Acceptor::acceptSome()
{
    for (int count = 0; count < mostAtOnce && m_server.isListening(); ++count) {
        if (const auto wait = m_hold()) {
            pauseFor(*wait);
            return;
        }
        const auto descriptor = acceptOne();
        if (!descriptor)
            return;
        m_receiver(*descriptor);
        if (const auto wait = m_pace.take(1, m_clock.now())) {
            qCDebug(lcDoor, "accepting pauses for %lld ms: too many come at once",
                    static_cast<long long>(wait->count()));
            pauseFor(*wait);
            return;
        }
    }
}

#ifdef Q_OS_LINUX

bool Acceptor::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return false;
    m_server.pauseAccepting();
    m_notifier =
        std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Acceptor::acceptSome);
    // Out of files, UBSan could not look up the notifier's type if it had never seen it.
    resume();
    return true;
}

// Nothing when there is nobody, or no file for them.
std::optional<qintptr> Acceptor::acceptOne()
{
    constexpr std::chrono::milliseconds outOfFilesPause { 500 };
    const int descriptor = ::accept4(static_cast<int>(m_server.socketDescriptor()), nullptr,
                                     nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0) {
        const int error = errno;
        const bool isOut =
            error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
        if (isOut)
            pauseFor(outOfFilesPause); // they wait in the kernel's queue
        if (isOut || error == EAGAIN)
            sayWhetherOut(isOut ? error : 0);
        return std::nullopt; // or it is one that gave up while waiting
    }
    return descriptor;
}

// Said once, however often it is tried in vain, and over when everyone who waited is in: with a
// file now and then it would be said for each of them.
void Acceptor::sayWhetherOut(int error)
{
    const bool isOut = error != 0;
    const bool isNews = std::exchange(m_isOutOfFiles, isOut) != isOut;
    if (isNews && isOut)
        qCWarning(lcDoor, "accepting pauses until there are files again: %s", std::strerror(error));
    else if (isNews)
        qCInfo(lcDoor, "there are files again: accepting goes on");
    else if (isOut)
        qCDebug(lcDoor, "still no file for who waits");
}

void Acceptor::pauseFor(std::chrono::milliseconds time)
{
    if (m_notifier)
        m_notifier->setEnabled(false);
    m_pause.start(time);
}

void Acceptor::resume()
{
    if (m_notifier)
        m_notifier->setEnabled(true);
}

#else

bool Acceptor::listen(const QHostAddress &address, quint16 port)
{
    connect(&m_server, &QTcpServer::newConnection, this, &Acceptor::acceptSome,
            Qt::UniqueConnection);
    return m_server.listen(address, port);
}

std::optional<qintptr> Acceptor::acceptOne()
{
    QList<qintptr> &accepted = m_server.accepted;
    return accepted.isEmpty() ? std::nullopt : std::optional(accepted.takeFirst());
}

void Acceptor::pauseFor(std::chrono::milliseconds time)
{
    m_server.pauseAccepting();
    m_pause.start(time);
}

void Acceptor::resume()
{
    m_server.resumeAccepting();
    acceptSome();
}

#endif

} // namespace chat
