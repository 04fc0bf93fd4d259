#pragma once

#include "common/base/limits.h"
#include "common/base/seqranges.h"
#include "common/protocol/messageevents.h"

#include <map>

namespace chat {

/// What this client has of one room's log, and what it does about an event: the receiving rule.
///
///   the next one          apply it, and what was held back behind it
///   one that was before   ignore it
///   a later one           hold it back; when the gap is still open after limits::gapWait, ask for
///                         the page after what there is
///
/// At most one page is asked for at a time, for gaps, holes and older lines together. What was
/// skipped on purpose, because too much was missed, is a hole: known() says where they are. A hole
/// at the end is asked for like a gap, since there is no line below it that could be looked at. A
/// value.
class RoomCursor
{
public:
    /// A page that is to be asked for: the lines right before or right after a seq.
    struct Ask
    {
        std::optional<Seq> before = {};
        std::optional<Seq> after = {};

        friend bool operator==(const Ask &, const Ask &) = default;
    };

    const Epoch &epoch() const { return m_epoch; }
    /// Everything up to here has been applied, or lies in a hole.
    Seq have() const { return m_have; }
    /// The last seq that the log is known to have.
    Seq head() const { return m_head; }
    /// What has been loaded, or is known to be kept nowhere any more. Nothing after have().
    const SeqRanges &known() const { return m_known; }
    /// Lines are missing after have(); they will be asked for.
    bool isBehind() const { return m_have < m_head; }
    /// Lines between others are missing, and are loaded only when they are wanted.
    QList<SeqRange> holes() const;
    /// Whether a log with this epoch and head goes on from what there is.
    bool isContinuedBy(const Epoch &epoch, Seq head) const;

    /// From now on this log, of which so much is known; `have` is at the end of it.
    void reset(const Epoch &epoch, const SeqRanges &known, Seq have);
    /// The log was read up to its head: `read` is there, what lies between have() and it is a hole.
    /// Requires isContinuedBy().
    void jumpTo(const SeqRange &read);
    /// From here on the log will be told; what lies between have() and it is a hole.
    void skipTo(Seq have, Instant now);
    /// Nothing before `first` is kept any more.
    void purgeBefore(Seq first);

    /// An event of the log. The lines that are to be applied now, in order.
    QList<Message> receive(const Message &message, Instant now);
    /// The log is known to reach up to here.
    void noteHead(Seq head, Instant now);

    /// The page that a gap, or a hole at the end, needs, when it is time for that.
    std::optional<Ask> takeAsk(Instant now);
    /// When takeAsk() has something to say, if nothing happens before.
    std::optional<Instant> due() const { return m_asked ? std::nullopt : m_due; }
    /// A page that the person wants; false while another one is under way.
    bool ask(const Ask &ask);
    const std::optional<Ask> &asked() const { return m_asked; }
    /// The page that was asked for, in order and of this epoch. The lines of it that were not
    /// there, and what was held back behind them, in order.
    QList<Message> receive(const HistoryPage &page, Instant now);
    /// The same, from what was kept here: all that there is of `covered`.
    QList<Message> receiveKept(const QList<Message> &lines, const SeqRange &covered);
    /// The page will not come.
    void askFailed(Instant now);
    /// What is under way will not arrive.
    void connectionLost();

private:
    QList<Message> receiveOlder(const HistoryPage &page, Seq before);
    QList<Message> receiveNewer(const HistoryPage &page, Seq after, Instant now);
    void advance(Seq have);
    void releaseInto(QList<Message> &ready);
    bool endsInAHole() const;
    void watchGap(Instant due);

    Epoch m_epoch;
    SeqRanges m_known;
    Seq m_have;
    Seq m_head;
    std::map<Seq, Message> m_held;
    std::optional<Ask> m_asked;
    std::optional<Instant> m_due; // when to ask for what a gap lacks
};

} // namespace chat
