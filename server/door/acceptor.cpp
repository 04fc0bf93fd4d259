#include "server/door/acceptor.h"

#include "common/base/limits.h"
#include "common/base/logging.h"

#include <QTcpSocket>

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace chat {

namespace {

constexpr std::chrono::milliseconds pauseTime { 500 };
// In one turn of the event loop: whoever is in is not to wait for a crowd at the door.
constexpr int mostAtOnce = 64;

} // namespace

Acceptor::Acceptor(Receiver receiver, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
{
    m_server.setListenBacklogSize(limits::listenBacklog);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseTime);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_notifier)
            m_notifier->setEnabled(true);
    });
}

bool Acceptor::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return false;
    m_server.pauseAccepting();
    m_notifier =
        std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Acceptor::acceptSome);
    return true;
}

void Acceptor::close()
{
    m_notifier.reset();
    m_server.close();
}

void Acceptor::acceptSome()
{
    for (int count = 0; count < mostAtOnce && m_notifier; ++count) {
        const int descriptor = ::accept4(static_cast<int>(m_server.socketDescriptor()), nullptr,
                                         nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) {
            pause(errno);
            return;
        }
        auto socket = std::make_unique<QTcpSocket>(this);
        if (socket->setSocketDescriptor(descriptor))
            m_receiver(socket.release());
        else
            ::close(descriptor);
    }
}

void Acceptor::pause(int error)
{
    switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
        // They wait in the kernel's queue, and most will still be there.
        qCWarning(lcDoor, "accepting pauses: %s", std::strerror(error));
        m_notifier->setEnabled(false);
        m_pause.start();
        return;
    default: // nobody there any more, or one that gave up while waiting
        return;
    }
}

} // namespace chat
