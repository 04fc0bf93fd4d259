#pragma once

#include <QSocketNotifier>

#include <array>
#include <vector>

struct epoll_event;

namespace chat {

/// The enabled socket notifiers of a thread, and the epoll set that watches their descriptors. A
/// turn costs what happens in it, however many descriptors are watched; enabling and disabling cost
/// O(1).
///
/// The kernel hears of changes when the thread is about to wait, so that what is enabled and
/// disabled within a turn costs no call. A write notifier is told once without asking the kernel,
/// in the turn after it was enabled: nearly always there is room. Only if it is still enabled then
/// is its descriptor watched for room. So whoever writes must expect that there is none.
///
/// Descriptors that epoll does not watch (files on a disk) are ready in every turn, as for poll().
/// One that was closed while a notifier of it was enabled is silent from then on; when the kernel
/// refuses to watch a descriptor, its notifiers are disabled, and a warning says so.
class SocketSet
{
    Q_DISABLE_COPY(SocketSet)

public:
    enum class Waited { Over, BellRang, Interrupted };

    /// `bell` is a descriptor that ends each wait when it is readable.
    explicit SocketSet(int bell);
    ~SocketSet();

    void insert(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    /// Whether there is something to tell already, so that there is nothing to wait for.
    bool isReady() const;
    /// Waits for at most so many milliseconds, without end when below 0, and notes whom to tell.
    Waited wait(int milliseconds);
    /// Whom to tell next; null when all have been told. Who is removed meanwhile is left out.
    QSocketNotifier *takeReady();

private:
    static constexpr int none = -1;

    struct Slot
    {
        QSocketNotifier *notifier = nullptr;
        int place = none; // in m_ready
    };
    struct Descriptor
    {
        std::array<Slot, 3> slots = {}; // by QSocketNotifier::Type
        uint32_t watched = 0; // what the kernel was told to watch for; 0: it does not know it
        uint32_t generation = 0; // how often the kernel was told of it anew
        bool isHopeful = false; // its write notifier is to be told without asking
        bool isInHopeful = false; // is in m_hopeful, maybe no longer hopeful
        bool isChanged = false; // is in m_changed
        bool isReplaceable = false; // had no notifier for a while: may be another one by now
        bool isUnwatchable = false; // is in m_unwatchable

        bool isEmpty() const;
        uint32_t wanted() const;
    };

    void openEpoll();
    bool control(int operation, int descriptor, uint32_t events);
    void noteChange(int descriptor);
    void tellKernel();
    void tellKernelOf(int descriptor);
    bool watch(int descriptor, uint32_t events);
    void giveUp(int descriptor);
    void forgetStale();

    void note(Slot &slot);
    void noteHopeful();
    void noteUnwatchable();
    bool noteEvent(const epoll_event &event);

    const int m_bell;
    int m_epoll = -1;
    std::vector<Descriptor> m_descriptors; // by number; the kernel gives out the lowest free one
    std::vector<int> m_changed;
    std::vector<int> m_hopeful;
    std::vector<int> m_unwatchable;
    std::vector<QSocketNotifier *> m_ready; // null: removed since
    size_t m_told = 0; // so many of m_ready
};

} // namespace chat
