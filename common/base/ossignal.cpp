#include "common/base/ossignal.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <array>
#include <csignal>
#include <span>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>
#endif

namespace chat {

#ifdef Q_OS_UNIX

namespace {

constexpr std::array stopNumbers { SIGTERM, SIGINT };
constexpr std::array reloadNumbers { SIGHUP };

std::span<const int> numbersOf(OsSignal::Wish wish)
{
    return wish == OsSignal::Wish::Stop ? std::span<const int>(stopNumbers) : reloadNumbers;
}

// A signal handler can reach nothing but globals, and may do little more than write().
std::array<int, 2> writeEnds { -1, -1 }; // by Wish

void onSignal(int number)
{
    const auto wish = number == SIGHUP ? OsSignal::Wish::Reload : OsSignal::Wish::Stop;
    const char byte = 1;
    [[maybe_unused]] const auto written =
        ::write(writeEnds[static_cast<std::size_t>(wish)], &byte, sizeof byte);
}

} // namespace

OsSignal::OsSignal(Wish wish, QObject *parent)
    : QObject(parent)
    , m_wish(wish)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return;
    writeEnds.at(static_cast<std::size_t>(wish)) = ends[0];
    m_readEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(m_readEnd, &byte, sizeof byte) > 0)
            Q_EMIT received();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : numbersOf(wish))
        ::sigaction(number, &action, nullptr);
}

OsSignal::~OsSignal()
{
    if (m_readEnd < 0)
        return;
    for (const int number : numbersOf(m_wish))
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    int &writeEnd = writeEnds.at(static_cast<std::size_t>(m_wish));
    ::close(std::exchange(writeEnd, -1));
    ::close(m_readEnd);
}

#else

OsSignal::OsSignal(Wish wish, QObject *parent)
    : QObject(parent)
    , m_wish(wish)
{
}

OsSignal::~OsSignal() = default;

#endif

} // namespace chat
