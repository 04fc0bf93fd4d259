// How a room begins with what was kept of it, and goes on where it was.

#include "client/core/room.h"

#include "common/base/logging.h"

namespace chat {

KeptRoom Room::kept() const
{
    return { .id = m_id,
             .title = m_title,
             .topic = m_topic,
             .epoch = m_cursor.epoch(),
             .known = m_kept,
             .have = m_cursor.have(),
             .readSeq = m_readSeq,
             .retention = m_retention,
             .showsReceipts = m_showsReceipts };
}

void Room::keep(const QList<Message> &lines)
{
    m_kept.add(m_cursor.known());
    Q_EMIT keepWanted(lines);
}

void Room::restore(const KeptRoom &kept)
{
    m_title = kept.title;
    m_topic = kept.topic;
    m_readSeq = kept.readSeq;
    m_retention = kept.retention;
    m_showsReceipts = kept.showsReceipts;
    m_kept = kept.known;
    // Only what is shown counts as there; the rest is fetched from the disk when it is wanted.
    const Seq first = kept.newest.isEmpty() ? kept.have.next() : kept.newest.first().seq;
    m_cursor.reset(kept.epoch, kept.known.within({ first, kept.have }), kept.have);
    m_timeline.reload(kept.newest);
    m_timeline.setHoles(m_cursor.known().holes());
    Q_EMIT changed();
}

void Room::applyKept(const Epoch &epoch, const QList<Message> &lines, const SeqRange &covered)
{
    stopLoading();
    if (epoch != m_cursor.epoch())
        return;
    m_timeline.insert(m_cursor.receiveKept(lines, covered));
    m_timeline.setHoles(m_cursor.known().holes());
    Q_EMIT changed();
    Q_EMIT gapChanged();
}

void Room::keptPageFailed()
{
    m_kept = m_cursor.known(); // from the server, then
    pageFailed();
}

void Room::apply(const ResumedRoom &resumed)
{
    const Seq to = resumed.to.value_or(Seq());
    if (resumed.epoch != m_cursor.epoch() || to < headSeq() || !resumed.from) {
        qCWarning(lcClient, "room \"%s\" is resumed as another log", qPrintable(m_id.text()));
        dropLog();
        Q_EMIT logReplaced();
        return;
    }
    m_isLive = true;
    m_cursor.skipTo(std::min(Seq::fromNumber(resumed.from->number() - 1), to), m_clock.now());
    m_cursor.noteHead(to, m_clock.now());
    m_title = resumed.title.value_or(m_title);
    m_topic = resumed.topic.value_or(m_topic);
    m_readSeq = std::max(m_readSeq, resumed.readSeq.value_or(Seq()));
    m_role = resumed.role.value_or(RoomRole::Member);
    showMembers(resumed.members, resumed.memberCount.value_or(m_members.total()),
                resumed.onlineCount.value_or(m_onlineCount));
    keep({});
    Q_EMIT gapChanged();
    Q_EMIT changed();
}

void Room::dropLog()
{
    stopLoading();
    m_isLive = false;
    m_kept = {};
    m_readSeq = {};
    m_cursor.reset({}, {}, {});
    m_timeline.reload({});
    m_timeline.setReaders({});
    Q_EMIT changed();
}

bool Room::isComplete() const
{
    return !m_cursor.isBehind() && m_cursor.holes().isEmpty();
}

} // namespace chat
