#include "client/core/roomcursor.h"

#include <algorithm>

namespace chat {

namespace {

constexpr Seq beginning = Seq::fromNumber(1);

Seq previous(Seq seq)
{
    return Seq::fromNumber(seq.number() - 1);
}

} // namespace

bool RoomCursor::isContinuedBy(const Epoch &epoch, Seq head) const
{
    return m_epoch == epoch && m_have <= head;
}

void RoomCursor::reset(const Epoch &epoch, const SeqRanges &known, Seq have)
{
    *this = {};
    m_epoch = epoch;
    m_known = known;
    m_have = have;
    m_head = have;
}

void RoomCursor::jumpTo(const SeqRange &read)
{
    m_known.add(read);
    advance(read.last);
    m_head = std::max(m_head, m_have);
}

void RoomCursor::skipTo(Seq have, Instant now)
{
    advance(have);
    m_head = std::max(m_head, m_have);
    watchGap(now);
}

bool RoomCursor::endsInAHole() const
{
    return m_have != Seq() && !m_known.contains(m_have);
}

QList<SeqRange> RoomCursor::holes() const
{
    SeqRanges upToHave = m_known;
    upToHave.add({ m_have.next(), m_have.next() });
    return upToHave.holes();
}

void RoomCursor::purgeBefore(Seq first)
{
    m_known.add({ beginning, previous(first) });
    advance(previous(first));
    m_head = std::max(m_head, m_have);
}

QList<Message> RoomCursor::receive(const Message &message, Instant now)
{
    if (message.seq <= m_have)
        return {};
    const bool wasBehind = isBehind();
    m_head = std::max(m_head, message.seq);
    m_held.insert({ message.seq, message });
    QList<Message> ready;
    releaseInto(ready);
    // The farthest ones go: they are fetched last.
    if (m_held.size() > limits::heldBack)
        m_held.erase(std::prev(m_held.end()));
    if (!ready.isEmpty() || !wasBehind)
        watchGap(now + limits::gapWait);
    return ready;
}

void RoomCursor::noteHead(Seq head, Instant now)
{
    if (head <= m_head)
        return;
    const bool wasBehind = isBehind();
    m_head = head;
    if (!wasBehind)
        watchGap(now + limits::gapWait);
}

std::optional<RoomCursor::Ask> RoomCursor::takeAsk(Instant now)
{
    const std::optional<Instant> at = due();
    if (!at || now < *at)
        return std::nullopt;
    m_due.reset();
    if (isBehind())
        m_asked = Ask { .before = {}, .after = m_have };
    else if (endsInAHole())
        m_asked = Ask { .before = m_have.next(), .after = {} };
    return m_asked;
}

bool RoomCursor::ask(const Ask &ask)
{
    if (m_asked)
        return false;
    m_asked = ask;
    return true;
}

QList<Message> RoomCursor::receive(const HistoryPage &page, Instant now)
{
    if (!m_asked)
        return {};
    const Ask asked = *m_asked;
    m_asked.reset();
    return asked.after ? receiveNewer(page, *asked.after, now)
                       : receiveOlder(page, asked.before.value_or(m_have.next()));
}

QList<Message> RoomCursor::receiveOlder(const HistoryPage &page, Seq before)
{
    QList<Message> lines = page.messages;
    lines.removeIf([&](const Message &line) { return line.seq >= before; });
    const bool isStart = lines.isEmpty() || page.atStart;
    return receiveKept(lines, { isStart ? beginning : lines.first().seq, previous(before) });
}

QList<Message> RoomCursor::receiveKept(const QList<Message> &lines, const SeqRange &covered)
{
    m_asked.reset();
    QList<Message> fresh = lines;
    fresh.removeIf([&](const Message &line) {
        return !covered.contains(line.seq) || m_known.contains(line.seq);
    });
    m_known.add(covered);
    return fresh;
}

// The page covers everything from `after` on: what it skips is kept nowhere any more.
QList<Message> RoomCursor::receiveNewer(const HistoryPage &page, Seq after, Instant now)
{
    const Seq had = m_have;
    const Seq end = page.messages.isEmpty() ? page.headSeq : page.messages.last().seq;
    m_head = std::max({ m_head, end, page.headSeq });
    QList<Message> ready = page.messages;
    ready.removeIf([had](const Message &line) { return line.seq <= had; });
    m_known.add({ after.next(), end });
    advance(end);
    releaseInto(ready);
    watchGap(m_have > had ? now : now + limits::retryWait);
    return ready;
}

void RoomCursor::askFailed(Instant now)
{
    m_asked.reset();
    watchGap(now + limits::retryWait);
}

void RoomCursor::connectionLost()
{
    m_asked.reset();
    m_due.reset();
    m_held.clear();
    // Where the log stands is told anew on the next connection.
    m_head = m_have;
}

void RoomCursor::advance(Seq have)
{
    m_have = std::max(m_have, have);
    m_held.erase(m_held.begin(), m_held.upper_bound(m_have));
}

void RoomCursor::releaseInto(QList<Message> &ready)
{
    const Seq first = m_have.next();
    while (!m_held.empty() && m_held.begin()->first == m_have.next()) {
        ready.append(std::move(m_held.begin()->second));
        m_have = ready.last().seq;
        m_held.erase(m_held.begin());
    }
    m_known.add({ first, m_have });
}

void RoomCursor::watchGap(Instant due)
{
    m_due = isBehind() || endsInAHole() ? std::optional(due) : std::nullopt;
}

} // namespace chat
