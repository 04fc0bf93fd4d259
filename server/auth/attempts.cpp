#include "server/auth/attempts.h"

#include "common/base/limits.h"
#include "server/core/forget.h"

namespace chat {

namespace {

std::chrono::milliseconds pauseAfter(int wrong)
{
    std::chrono::milliseconds pause = limits::attemptPause;
    for (int i = 1; i < wrong && pause < limits::attemptPauseMost; ++i)
        pause *= 2;
    return std::min<std::chrono::milliseconds>(pause, limits::attemptPauseMost);
}

} // namespace

Attempts::Attempts()
    : m_addresses(limits::attemptsPerSecond, limits::attemptsBurst)
{
}

std::optional<std::chrono::milliseconds> Attempts::begin(const QString &name,
                                                         const QString &address, Instant now)
{
    const auto known = m_names.constFind(name);
    if (known != m_names.constEnd() && known->next > now)
        return std::chrono::ceil<std::chrono::milliseconds>(known->next - now);
    if (const auto wait = m_addresses.take(address, 1, now))
        return wait;

    if (known == m_names.constEnd())
        forgetOlderHalf(m_names, &Name::next, limits::remembered);
    Name &entry = m_names[name];
    if (entry.next + limits::attemptPauseMost <= now)
        entry.wrong = 0;
    entry.next = now + pauseAfter(++entry.wrong);
    return std::nullopt;
}

void Attempts::succeeded(const QString &name, const QString &address, Instant now)
{
    m_names.remove(name);
    m_addresses.giveBack(address, 1, now);
}

void Attempts::undo(const QString &name, const QString &address, Instant now)
{
    const auto entry = m_names.find(name);
    if (entry != m_names.end()) {
        entry->wrong = std::max(0, entry->wrong - 1);
        entry->next = now;
    }
    m_addresses.giveBack(address, 1, now);
}

} // namespace chat
