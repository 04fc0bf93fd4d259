#include "server/loop/socketset.h"

#include <QLoggingCategory>

#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <unistd.h>

namespace chat {

namespace {

Q_LOGGING_CATEGORY(lcLoop, "chat.server.loop", QtInfoMsg)

constexpr size_t mostAtOnce = 1024; // in one turn; who is left comes first in the next
constexpr uint64_t bellKey = ~uint64_t { 0 };

// By QSocketNotifier::Type: what to ask for, and what is told; an end is told to all, as by poll().
constexpr uint32_t ended = EPOLLHUP | EPOLLERR;
constexpr std::array<uint32_t, 3> asked { EPOLLIN, EPOLLOUT, EPOLLPRI };
constexpr const char *typeNames[] { "Read", "Write", "Exception" };

size_t descriptorOf(const QSocketNotifier &notifier)
{
    return static_cast<size_t>(notifier.socket());
}

} // namespace

bool SocketSet::Descriptor::isEmpty() const
{
    return !slots[0].notifier && !slots[1].notifier && !slots[2].notifier;
}

uint32_t SocketSet::Descriptor::wanted() const
{
    uint32_t events = 0;
    for (size_t type = 0; type < slots.size(); ++type) {
        if (slots[type].notifier)
            events |= asked[type];
    }
    return isHopeful ? events & ~asked[QSocketNotifier::Write] : events;
}

SocketSet::SocketSet(int bell)
    : m_bell(bell)
{
    openEpoll();
}

SocketSet::~SocketSet()
{
    ::close(m_epoll);
}

void SocketSet::openEpoll()
{
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event { .events = EPOLLIN, .data = { .u64 = bellKey } };
    if (m_epoll < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_bell, &event) != 0)
        qFatal("the event loop gets no epoll set: %s", qPrintable(qt_error_string()));
}

void SocketSet::insert(QSocketNotifier *notifier)
{
    const size_t number = descriptorOf(*notifier);
    if (number >= m_descriptors.size())
        m_descriptors.resize(number + 1);
    Descriptor &descriptor = m_descriptors[number];
    Slot &slot = descriptor.slots[notifier->type()];
    if (slot.notifier) {
        // Its descriptor was closed under it, and this is another one with the same number.
        qCWarning(lcLoop, "two %s notifiers for descriptor %zu; the later one is told",
                  typeNames[notifier->type()], number);
        remove(slot.notifier);
        descriptor.isReplaceable = true;
    }
    slot.notifier = notifier;
    if (notifier->type() == QSocketNotifier::Write) {
        descriptor.isHopeful = true;
        if (!std::exchange(descriptor.isInHopeful, true))
            m_hopeful.push_back(static_cast<int>(number));
    }
    noteChange(static_cast<int>(number));
}

void SocketSet::remove(QSocketNotifier *notifier)
{
    const size_t number = descriptorOf(*notifier);
    if (number >= m_descriptors.size())
        return;
    Descriptor &descriptor = m_descriptors[number];
    Slot &slot = descriptor.slots[notifier->type()];
    if (slot.notifier != notifier)
        return;
    if (slot.place != none)
        m_ready[static_cast<size_t>(slot.place)] = nullptr;
    slot = {};
    if (notifier->type() == QSocketNotifier::Write)
        descriptor.isHopeful = false;
    if (descriptor.isEmpty()) {
        descriptor.isReplaceable = true;
        descriptor.isUnwatchable = false;
    }
    noteChange(static_cast<int>(number));
}

bool SocketSet::isReady() const
{
    return !m_ready.empty() || !m_hopeful.empty() || !m_unwatchable.empty();
}

SocketSet::Waited SocketSet::wait(int milliseconds)
{
    tellKernel();
    std::array<epoll_event, mostAtOnce> events;
    const int timeout = m_unwatchable.empty() ? milliseconds : 0;
    const int count =
        ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeout);
    if (count < 0 && errno == EINTR)
        return Waited::Interrupted;

    noteHopeful();
    bool hasRung = false;
    bool hasStale = false;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        if (event.data.u64 == bellKey)
            hasRung = true;
        else if (!noteEvent(event))
            hasStale = true;
    }
    noteUnwatchable();
    if (hasStale)
        forgetStale();
    return hasRung ? Waited::BellRang : Waited::Over;
}

QSocketNotifier *SocketSet::takeReady()
{
    while (m_told < m_ready.size()) {
        QSocketNotifier *notifier = m_ready[m_told++];
        if (!notifier)
            continue;
        m_descriptors[descriptorOf(*notifier)].slots[notifier->type()].place = none;
        return notifier;
    }
    m_ready.clear();
    m_told = 0;
    return nullptr;
}

void SocketSet::noteChange(int descriptor)
{
    if (std::exchange(m_descriptors[static_cast<size_t>(descriptor)].isChanged, true))
        return;
    m_changed.push_back(descriptor);
}

void SocketSet::tellKernel()
{
    // By index: giving one up is a change too.
    for (size_t i = 0; i < m_changed.size(); ++i)
        tellKernelOf(m_changed[i]);
    m_changed.clear();
}

void SocketSet::tellKernelOf(int number)
{
    Descriptor &descriptor = m_descriptors[static_cast<size_t>(number)];
    descriptor.isChanged = false;
    const uint32_t events = descriptor.wanted();
    const bool isKnown = events == descriptor.watched && !descriptor.isReplaceable;
    if (isKnown || descriptor.isUnwatchable)
        return;
    if (events != 0) {
        if (!watch(number, events))
            giveUp(number);
        return;
    }
    // Fails when it has been closed, which did the same.
    if (descriptor.watched != 0)
        control(EPOLL_CTL_DEL, number, 0);
    descriptor.watched = 0;
    descriptor.isReplaceable = false;
}

bool SocketSet::watch(int number, uint32_t events)
{
    Descriptor &descriptor = m_descriptors[static_cast<size_t>(number)];
    descriptor.isReplaceable = false;
    // The kernel forgets a descriptor that is closed, so one that it knew may be new to it.
    const bool isChanged = descriptor.watched != 0 && control(EPOLL_CTL_MOD, number, events);
    if (!isChanged) {
        ++descriptor.generation;
        descriptor.watched = 0;
        if (!control(EPOLL_CTL_ADD, number, events))
            return false;
    }
    descriptor.watched = events;
    return true;
}

void SocketSet::giveUp(int number)
{
    if (errno == EPERM) {
        m_descriptors[static_cast<size_t>(number)].isUnwatchable = true;
        m_unwatchable.push_back(number);
        return;
    }
    qCWarning(lcLoop, "descriptor %d can not be watched and is disabled: %s", number,
              qPrintable(qt_error_string()));
    const auto slots = m_descriptors[static_cast<size_t>(number)].slots;
    for (const Slot &slot : slots) {
        if (slot.notifier)
            slot.notifier->setEnabled(false); // removes it
    }
}

bool SocketSet::control(int operation, int number, uint32_t events)
{
    const uint64_t generation = m_descriptors[static_cast<size_t>(number)].generation;
    epoll_event event { .events = events,
                        .data = { .u64 = generation << 32 | static_cast<uint32_t>(number) } };
    return ::epoll_ctl(m_epoll, operation, number, &event) == 0;
}

void SocketSet::note(Slot &slot)
{
    if (!slot.notifier || slot.place != none)
        return;
    slot.place = static_cast<int>(m_ready.size());
    m_ready.push_back(slot.notifier);
}

void SocketSet::noteHopeful()
{
    for (const int number : m_hopeful) {
        Descriptor &descriptor = m_descriptors[static_cast<size_t>(number)];
        descriptor.isInHopeful = false;
        if (!std::exchange(descriptor.isHopeful, false))
            continue;
        note(descriptor.slots[QSocketNotifier::Write]);
        noteChange(number); // to be watched, unless it is disabled by then
    }
    m_hopeful.clear();
}

void SocketSet::noteUnwatchable()
{
    std::erase_if(m_unwatchable, [this](int number) {
        return !m_descriptors[static_cast<size_t>(number)].isUnwatchable;
    });
    for (const int number : m_unwatchable) {
        Descriptor &descriptor = m_descriptors[static_cast<size_t>(number)];
        note(descriptor.slots[QSocketNotifier::Read]);
        note(descriptor.slots[QSocketNotifier::Write]);
    }
}

// False when the event is not of a descriptor that we watch.
bool SocketSet::noteEvent(const epoll_event &event)
{
    Descriptor &descriptor = m_descriptors[static_cast<uint32_t>(event.data.u64)];
    if (descriptor.watched == 0 || descriptor.generation != event.data.u64 >> 32)
        return false;
    for (size_t type = 0; type < descriptor.slots.size(); ++type) {
        if (event.events & (asked[type] | ended))
            note(descriptor.slots[type]);
    }
    return true;
}

// A closed descriptor of which there is a copy, in a child process for instance, stays in the set
// and can not be taken out any more. So there is a new set.
void SocketSet::forgetStale()
{
    ::close(m_epoll);
    openEpoll();
    for (size_t number = 0; number < m_descriptors.size(); ++number) {
        if (std::exchange(m_descriptors[number].watched, 0) != 0)
            noteChange(static_cast<int>(number));
    }
}

} // namespace chat
