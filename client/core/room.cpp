#include "client/core/room.h"

#include "common/base/logging.h"

#include <algorithm>

namespace chat {

namespace {

/// Whether these can be rows of one room's timeline: by seq, each once.
bool areInOrder(const QList<Message> &messages)
{
    const auto isLate = [](const Message &a, const Message &b) { return a.seq >= b.seq; };
    return std::ranges::adjacent_find(messages, isLate) == messages.end();
}

} // namespace

Room::Room(RoomId id, UserId self, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_id(std::move(id))
    , m_self(std::move(self))
    , m_clock(clock)
{
    m_timeline.setSelf(m_self);
    connect(&m_members, &MemberListModel::pageWanted, this, &Room::askForMembers);
}

QString Room::title() const
{
    return m_title.isEmpty() ? m_id.text() : m_title;
}

int Room::unread() const
{
    // Of the lines that are not loaded nobody knows who wrote them; they count as the others'.
    qint64 count = m_cursor.known().missingIn({ m_readSeq.next(), m_cursor.have() });
    for (int row = m_timeline.rowCount() - 1; row >= 0; --row) {
        const Message &message = m_timeline.row(row).message;
        if (message.seq == Seq())
            continue; // pending
        if (message.seq <= m_readSeq)
            break;
        count += message.userId == m_self ? 0 : 1;
    }
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

bool Room::hasOlder() const
{
    return m_cursor.have() != Seq() && !m_cursor.known().contains(Seq::fromNumber(1));
}

void Room::loadOlder()
{
    if (hasOlder())
        askFor(m_timeline.firstSeq() == Seq() ? headSeq().next() : m_timeline.firstSeq());
}

void Room::loadHole(Seq below)
{
    const Seq last = Seq::fromNumber(below.number() - 1);
    if (last > Seq() && !m_cursor.known().contains(last))
        askFor(below);
}

void Room::askFor(Seq before)
{
    const RoomCursor::Ask ask { .before = before, .after = {} };
    const Seq last = Seq::fromNumber(before.number() - 1);
    const std::optional<SeqRange> kept = m_kept.around(last);
    if ((!kept && !m_isLive) || !m_cursor.ask(ask))
        return;
    m_isLoading = true;
    Q_EMIT loadingChanged();
    if (kept)
        Q_EMIT keptPageWanted({ kept->first, last });
    else
        request(ask);
}

void Room::request(const RoomCursor::Ask &ask)
{
    Q_EMIT pageWanted({ .roomId = m_id, .before = ask.before, .after = ask.after, .around = {} });
}

void Room::check()
{
    if (!m_isLive)
        return;
    if (const std::optional<RoomCursor::Ask> ask = m_cursor.takeAsk(m_clock.now())) {
        qCInfo(lcClient, "room \"%s\" has a gap after %lld, up to %lld", qPrintable(m_id.text()),
               headSeq().number(), m_cursor.head().number());
        request(*ask);
    }
}

std::optional<Instant> Room::due() const
{
    return m_isLive ? m_cursor.due() : std::nullopt;
}

void Room::markRead(Seq seq)
{
    const Seq read = std::min(seq, headSeq());
    if (read <= m_readSeq)
        return;
    m_readSeq = read;
    Q_EMIT changed();
    Q_EMIT readFurther(read);
    keep({});
}

void Room::addPending(const Message &message)
{
    m_timeline.addPending(message, DeliveryState::Queued);
    Q_EMIT changed();
}

void Room::showPending(const Tag &tag, DeliveryState state, const std::optional<Error> &failure)
{
    m_timeline.setPendingState(tag, state, failure);
}

void Room::discardPending(const Tag &tag)
{
    m_timeline.removePending(tag);
    Q_EMIT changed();
}

void Room::apply(const RoomHistory &history)
{
    if (!areInOrder(history.messages)) {
        qCWarning(lcClient, "the history of room \"%s\" is out of order", qPrintable(m_id.text()));
        return;
    }
    const Seq first =
        history.messages.isEmpty() ? history.headSeq.next() : history.messages.first().seq;
    // What the room has forgotten is no hole.
    const bool isStart =
        history.messages.isEmpty() || first <= history.firstSeq.value_or(Seq::fromNumber(1));
    const SeqRange read { isStart ? Seq::fromNumber(1) : first, history.headSeq };
    // A backup that was restored may have gone on under its old epoch, with other lines.
    const bool isSameLog = m_cursor.isContinuedBy(history.epoch, history.headSeq)
        && m_timeline.agreesWith(history.messages);
    stopLoading();
    if (isSameLog) {
        m_cursor.jumpTo(read);
        m_timeline.insert(history.messages);
    } else {
        m_kept = {};
        m_cursor.reset(history.epoch, { read }, history.headSeq);
        m_timeline.reload(history.messages);
    }
    m_timeline.setHoles(m_cursor.known().holes());

    m_readSeq = isSameLog ? std::max(m_readSeq, history.readSeq) : history.readSeq;
    m_title = history.title;
    m_topic = history.topic;
    m_retention = history.retention;
    m_role = history.role.value_or(RoomRole::Member);
    setShowsReceipts(history.showsReceipts.value_or(false));
    m_isLive = true;
    showMembers(history.members, history.memberCount, history.onlineCount);
    dropSettled();
    keep(history.messages);
    Q_EMIT changed();
}

void Room::apply(const HistoryPage &page)
{
    stopLoading();
    if (page.epoch != m_cursor.epoch()) {
        m_cursor.askFailed(m_clock.now());
        Q_EMIT logReplaced();
        return;
    }
    if (!areInOrder(page.messages)) {
        qCWarning(lcClient, "a page of room \"%s\" is out of order", qPrintable(m_id.text()));
        pageFailed();
        return;
    }
    const Seq had = headSeq();
    show(m_cursor.receive(page, m_clock.now()), had);
    Q_EMIT gapChanged();
}

void Room::pageFailed()
{
    stopLoading();
    m_cursor.askFailed(m_clock.now());
    Q_EMIT gapChanged();
}

/// Lines that the cursor has let through; those after `had` are news.
void Room::show(const QList<Message> &lines, Seq had)
{
    keep(lines);
    m_timeline.insert(lines);
    m_timeline.setHoles(m_cursor.known().holes());
    dropSettled();
    for (const Message &line : lines) {
        if (line.seq > had)
            stopTyping(line.userId);
    }
    Q_EMIT changed();
    for (const Message &line : lines) {
        if (line.seq > had && line.userId != m_self)
            Q_EMIT messageArrived(line);
    }
}

void Room::stopLoading()
{
    if (std::exchange(m_isLoading, false))
        Q_EMIT loadingChanged();
}

void Room::apply(const Message &message)
{
    if (!m_isLive)
        return;
    const Seq had = headSeq();
    const QList<Message> ready = m_cursor.receive(message, m_clock.now());
    if (!ready.isEmpty())
        show(ready, had);
    Q_EMIT gapChanged();
}

void Room::noteHead(Seq head)
{
    if (!m_isLive)
        return;
    m_cursor.noteHead(head, m_clock.now());
    Q_EMIT gapChanged();
    Q_EMIT changed();
}

void Room::settle(const Message &message)
{
    m_timeline.setPendingState(message.tag.value_or(Tag()), DeliveryState::Sent);
    if (message.tag)
        m_acknowledged.insert(*message.tag, message.seq);
    // Lines of others may still be on their way; then this one takes its place after them.
    apply(message);
    dropSettled();
}

/// A line whose place has been reached is in the timeline, or was before what is loaded; its
/// pending row, if there still is one, is a second copy.
void Room::dropSettled()
{
    for (auto it = m_acknowledged.begin(); it != m_acknowledged.end();) {
        if (it.value() > headSeq()) {
            ++it;
            continue;
        }
        m_timeline.removePending(it.key());
        it = m_acknowledged.erase(it);
    }
}

void Room::setSummary(const RoomSummary &summary)
{
    m_title = summary.title;
    m_topic = summary.topic;
    m_retention = summary.retention;
    setShowsReceipts(summary.showsReceipts.value_or(false));
    m_onlineCount = summary.onlineCount;
    Q_EMIT changed();
}

void Room::setNotLive()
{
    if (!m_isLive)
        return;
    m_isLive = false;
    m_cursor.connectionLost();
    m_members.pageFailed();
    stopLoading();
    if (!std::exchange(m_typing, {}).isEmpty())
        Q_EMIT typingChanged();
    Q_EMIT changed();
}

} // namespace chat
