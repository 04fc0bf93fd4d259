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

Room::Room(RoomId id, UserId self, QObject *parent)
    : QObject(parent)
    , m_id(std::move(id))
    , m_self(std::move(self))
{
    m_timeline.setSelf(m_self);
}

QString Room::title() const
{
    return m_title.isEmpty() ? m_id.text() : m_title;
}

int Room::unread() const
{
    qint64 count = 0;
    int row = m_timeline.rowCount() - 1;
    for (; row >= 0; --row) {
        const Message &message = m_timeline.row(row).message;
        if (message.seq == Seq())
            continue; // pending
        if (message.seq <= m_readSeq)
            break;
        count += message.userId == m_self ? 0 : 1;
    }
    // Of the lines that are not loaded nobody knows who wrote them; they count as the others'.
    const Seq first = m_timeline.firstSeq();
    if (row < 0 && first > m_readSeq.next())
        count += first.number() - m_readSeq.number() - 1;
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

QStringList Room::typingNames() const
{
    QStringList names;
    for (const auto &[id, name] : m_typing)
        names.append(name);
    return names;
}

void Room::loadOlder()
{
    if (!m_isLive || !m_hasOlder || m_isLoadingOlder)
        return;
    m_isLoadingOlder = true;
    Q_EMIT loadingChanged();
    Q_EMIT olderWanted(m_timeline.firstSeq());
}

void Room::markRead(Seq seq)
{
    const Seq read = std::min(seq, m_headSeq);
    if (read <= m_readSeq)
        return;
    m_readSeq = read;
    Q_EMIT changed();
    Q_EMIT readFurther(read);
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
    const bool isSameLog = m_epoch == history.epoch && m_headSeq <= history.headSeq;
    const bool isContinued = isSameLog && m_timeline.lastSeq() != Seq()
        && (history.messages.isEmpty() || history.messages.first().seq <= m_headSeq.next());
    if (isContinued)
        appendNewer(history.messages);
    else
        reload(history);

    m_readSeq = isSameLog ? std::max(m_readSeq, history.readSeq) : history.readSeq;
    m_epoch = history.epoch;
    m_headSeq = history.headSeq;
    m_title = history.title;
    m_topic = history.topic;
    m_onlineCount = history.onlineCount;
    m_members.reload(history.members);
    m_isLive = true;
    dropSettled();
    Q_EMIT changed();
}

void Room::appendNewer(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.seq > m_timeline.lastSeq())
            m_timeline.append(message);
    }
}

void Room::reload(const RoomHistory &history)
{
    m_timeline.reload(history.messages);
    m_hasOlder = m_timeline.firstSeq() > Seq::fromNumber(1);
    stopLoading();
}

void Room::apply(const HistoryPage &older)
{
    stopLoading();
    if (older.epoch != m_epoch || !areInOrder(older.messages))
        return;
    const Seq first = m_timeline.firstSeq();
    QList<Message> rows = older.messages;
    rows.removeIf([first](const Message &message) { return message.seq >= first; });
    m_hasOlder = !older.atStart && !rows.isEmpty();
    m_timeline.prepend(rows);
    Q_EMIT changed();
}

void Room::olderFailed()
{
    stopLoading();
}

void Room::stopLoading()
{
    if (std::exchange(m_isLoadingOlder, false))
        Q_EMIT loadingChanged();
}

void Room::apply(const Message &message)
{
    if (!m_isLive || message.seq <= m_headSeq)
        return;
    if (message.seq > m_headSeq.next()) {
        Q_EMIT gapSeen(m_headSeq, message.seq);
        return;
    }
    m_headSeq = message.seq;
    m_timeline.append(message);
    dropSettled();
    stopTyping(message.userId);
    Q_EMIT changed();
    if (message.userId != m_self)
        Q_EMIT messageArrived(message);
}

void Room::settle(const Message &message)
{
    m_timeline.setPendingState(message.tag.value_or(Tag()), DeliveryState::Sent);
    if (message.tag)
        m_acknowledged.insert(*message.tag, message.seq);
    // Lines of others may still be on their way; then this one takes its place after them.
    if (message.seq <= m_headSeq.next())
        apply(message);
    dropSettled();
}

/// A line whose place has been reached is in the timeline, or was before what is loaded; its
/// pending row, if there still is one, is a second copy.
void Room::dropSettled()
{
    for (auto it = m_acknowledged.begin(); it != m_acknowledged.end();) {
        if (it.value() > m_headSeq) {
            ++it;
            continue;
        }
        m_timeline.removePending(it.key());
        it = m_acknowledged.erase(it);
    }
}

void Room::apply(const UserPresence &presence)
{
    if (presence.isMember)
        m_members.upsert(presence.user);
    else
        m_members.remove(presence.user.id);
    m_onlineCount = presence.onlineCount;
    if (presence.type == PresenceChange::Left)
        stopTyping(presence.user.id);
    Q_EMIT changed();
}

void Room::apply(const UserTyping &typing)
{
    const auto isWriter = [&](const auto &entry) { return entry.first == typing.userId; };
    if (typing.userId == m_self || std::ranges::any_of(m_typing, isWriter))
        return;
    m_typing.append({ typing.userId, typing.userName });
    Q_EMIT typingChanged();
}

void Room::apply(const UserStoppedTyping &stopped)
{
    stopTyping(stopped.userId);
}

void Room::stopTyping(const UserId &user)
{
    if (m_typing.removeIf([&](const auto &entry) { return entry.first == user; }) > 0)
        Q_EMIT typingChanged();
}

void Room::apply(const ReadMarker &marker)
{
    if (marker.userId != m_self || marker.seq <= m_readSeq)
        return;
    m_readSeq = marker.seq;
    Q_EMIT changed();
}

void Room::setSummary(const RoomSummary &summary)
{
    m_title = summary.title;
    m_topic = summary.topic;
    m_onlineCount = summary.onlineCount;
    Q_EMIT changed();
}

void Room::setNotLive()
{
    if (!m_isLive)
        return;
    m_isLive = false;
    stopLoading();
    if (!std::exchange(m_typing, {}).isEmpty())
        Q_EMIT typingChanged();
    Q_EMIT changed();
}

} // namespace chat
