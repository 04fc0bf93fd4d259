#include "server/door/doorcounts.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

#include <array>

namespace chat {

namespace {

constexpr double linesPerSecond = 1; // of one reason
constexpr double linesAtOnce = 10;

struct RefusalRow
{
    DoorRefusal why;
    QLatin1StringView label;
    const char *sentence;
};

// In the order of the enum.
constexpr std::array refusals {
    RefusalRow { DoorRefusal::AddressFull, "address-full"_L1,
                 "too many strangers come from there" },
    RefusalRow { DoorRefusal::Crowded, "crowded"_L1, "there is no room, and it said nothing" },
    RefusalRow { DoorRefusal::TooSlow, "too-slow"_L1, "it did not say in time what it wants" },
    RefusalRow { DoorRefusal::TlsFailed, "tls-failed"_L1, "the TLS handshake failed" },
    RefusalRow { DoorRefusal::Gone, "gone"_L1, "it went away" },
    RefusalRow { DoorRefusal::BadRequest, "bad-request"_L1, "its request can not be understood" },
    RefusalRow { DoorRefusal::HeadTooLarge, "head-too-large"_L1, "its request head is too large" },
    RefusalRow { DoorRefusal::PlainText, "plain-text"_L1, "plain text is not for it" },
    RefusalRow { DoorRefusal::Origin, "origin"_L1, "it comes from a page that may not" },
    RefusalRow { DoorRefusal::Hasty, "hasty"_L1, "it sent frames before it was answered" },
};

} // namespace

DoorCounts::DoorCounts(const Clock &clock)
    : m_clock(clock)
    , m_rows(refusals.size(), Row { .lines = LineBudget(linesPerSecond, linesAtOnce, clock.now()) })
{
}

void DoorCounts::refused(DoorRefusal why, const rawsocket::Origin &whom)
{
    const auto index = static_cast<std::size_t>(why);
    Row &row = m_rows.at(index);
    ++row.count;
    const auto omitted = row.lines.take(m_clock.now());
    if (!omitted)
        return;
    const QString more = *omitted ? u" (%1 more were not logged)"_s.arg(*omitted) : QString();
    qCWarning(lcDoor, "%ls refused: %s%ls", qUtf16Printable(whom.toText()),
              refusals.at(index).sentence, qUtf16Printable(more));
}

QList<Measure> DoorCounts::measures() const
{
    Measure refused { "door_refusals_total"_L1, "Connections that did not come in, by why"_L1 };
    for (const RefusalRow &row : refusals)
        refused.samples << Measure::Sample {
            .value = static_cast<double>(m_rows.at(static_cast<std::size_t>(row.why)).count),
            .labelName = "reason"_L1,
            .label = row.label
        };
    return {
        Measure::counter("door_connections_total"_L1, "Connections that were accepted"_L1,
                         m_accepted),
        Measure::counter("door_tls_handshakes_total"_L1, "TLS handshakes that went through"_L1,
                         m_encrypted),
        refused,
    };
}

} // namespace chat
