#pragma once

#include "client/core/roomcursor.h"
#include "client/model/memberlistmodel.h"
#include "client/model/timelinemodel.h"
#include "client/store/clientstore.h"
#include "common/protocol/events.h"

#include <QHash>
#include <QObject>

namespace chat {

/// One room as this client knows it: its lines, its people, who is typing, how far one has read.
/// Applies what the server says; asks for nothing by itself but through its signals, which
/// ClientSession carries out.
class Room : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive this object.
    Room(RoomId id, UserId self, const Clock &clock, QObject *parent = nullptr);

    const RoomId &id() const { return m_id; }
    /// The id where the room has no title.
    QString title() const;
    QString topic() const { return m_topic; }
    Retention retention() const { return m_retention; }
    /// Whether the members are told how far the others have read.
    bool showsReceipts() const { return m_showsReceipts; }
    qint64 memberCount() const { return m_members.total(); }
    qint64 onlineCount() const { return m_onlineCount; }
    /// What one may do here.
    RoomRole role() const { return m_role; }
    bool mayWrite() const { return m_role >= RoomRole::Member; }
    /// Whether one is told how many come and go, and not who; nor who is writing.
    bool isLarge() const { return !m_members.isWhole(); }
    /// What of the log is here.
    const RoomCursor &cursor() const { return m_cursor; }
    /// The newest line that is here; there may be holes before it.
    Seq headSeq() const { return m_cursor.have(); }
    Seq readSeq() const { return m_readSeq; }
    int unread() const;
    /// Whether join-room was answered on the current connection.
    bool isLive() const { return m_isLive; }
    bool hasOlder() const;
    /// Whether everything that the room is known to hold after the oldest line is here.
    bool isComplete() const;
    /// What is to be kept of the room, but for its lines.
    KeptRoom kept() const;
    /// Whether a page is on its way that was asked for by loadOlder() or loadHole().
    bool isLoading() const { return m_isLoading; }
    /// The names of the others who are writing, in the order in which they began.
    QStringList typingNames() const;

    TimelineModel &timeline() { return m_timeline; }
    MemberListModel &members() { return m_members; }
    const TimelineModel &timeline() const { return m_timeline; }
    const MemberListModel &members() const { return m_members; }

    // What the person does.
    void send(const QString &content) { Q_EMIT sendWanted(content); }
    void retry(const Tag &tag) { Q_EMIT retryWanted(tag); }
    void discard(const Tag &tag) { Q_EMIT discardWanted(tag); }
    /// A key was pressed, and the composer holds something.
    void typed() { Q_EMIT typedKey(); }
    /// Asks for the page before the oldest loaded line, unless one is already on its way.
    void loadOlder();
    /// Asks for the page right before `below`, the first line after a hole.
    void loadHole(Seq below);
    /// Everything up to `seq` has been seen.
    void markRead(Seq seq);

    /// A line of ours that is not stored yet; shown at once.
    void addPending(const Message &message);
    void showPending(const Tag &tag, DeliveryState state, const std::optional<Error> &failure = {});
    void discardPending(const Tag &tag);

    /// Begins with what was kept of it.
    void restore(const KeptRoom &kept);
    /// The answer to keptPageWanted(): all that is kept of this stretch of that log.
    void applyKept(const Epoch &epoch, const QList<Message> &lines, const SeqRange &covered);
    /// What was kept can not be read.
    void keptPageFailed();

    // What the server says.
    void apply(const RoomHistory &history);
    /// The room goes on where it was; without a reset.
    void apply(const ResumedRoom &resumed);
    /// What is here is not the room's log any more.
    void dropLog();
    /// The answer to pageWanted(), or that there is none.
    void apply(const HistoryPage &page);
    void pageFailed();
    void apply(const Message &message);
    /// The room's log reaches up to here.
    void noteHead(Seq head);
    /// A line of ours was stored at message.seq: the pending row with its tag settles.
    void settle(const Message &message);
    void apply(const UserPresence &presence);
    void apply(const RoomPresence &presence);
    void apply(const RoleChanged &changed);
    /// The answer to membersWanted(), or that there is none.
    void apply(const ListMembers &asked, const MemberPage &page);
    void membersFailed() { m_members.pageFailed(); }
    void apply(const UserTyping &typing);
    void apply(const UserStoppedTyping &stopped);
    void apply(const ReadMarker &marker);
    void setSummary(const RoomSummary &summary);
    /// The connection is gone: nobody is typing, nothing is being loaded.
    void setNotLive();

    /// Asks for what a gap lacks, when that is due.
    void check();
    /// When to call check() even if nothing happens.
    std::optional<Instant> due() const;

Q_SIGNALS:
    void sendWanted(const QString &content);
    void retryWanted(const chat::Tag &tag);
    void discardWanted(const chat::Tag &tag);
    void typedKey();
    void pageWanted(const chat::History &request);
    void membersWanted(const chat::ListMembers &request);
    /// The end of this stretch is wanted, and has been kept.
    void keptPageWanted(const chat::SeqRange &range);
    /// kept() has changed, and these lines are new in it.
    void keepWanted(const QList<chat::Message> &lines);
    void readFurther(chat::Seq seq);
    /// due() has changed.
    void gapChanged();
    /// This is not the log any more that the room was loaded from: it must be joined again.
    void logReplaced();

    /// A line of somebody else arrived while the room was live.
    void messageArrived(const chat::Message &message);
    /// Title, topic, counts, unread or live have changed.
    void changed();
    void typingChanged();
    void loadingChanged();

private:
    void show(const QList<Message> &lines, Seq had);
    void askFor(Seq before);
    void request(const RoomCursor::Ask &ask);
    void dropSettled();
    void stopLoading();
    void keep(const QList<Message> &lines);
    void stopTyping(const UserId &user);
    void showReaders(const QList<Member> &members);
    void renameReader(const UserPresence &presence);
    void setShowsReceipts(bool showsReceipts);
    void showMembers(const std::optional<QList<Member>> &members, qint64 memberCount,
                     qint64 onlineCount);
    void askForMembers(const std::optional<MemberPlace> &after);

    RoomId m_id;
    UserId m_self;
    QString m_title;
    QString m_topic;
    Retention m_retention;
    bool m_showsReceipts = false;
    const Clock &m_clock;
    RoomCursor m_cursor;
    SeqRanges m_kept; // what of the log need not be asked for; at least what is shown
    Seq m_readSeq;
    qint64 m_onlineCount = 0;
    RoomRole m_role = RoomRole::Member;
    bool m_isLive = false;
    bool m_isLoading = false;
    TimelineModel m_timeline;
    MemberListModel m_members;
    QList<std::pair<UserId, QString>> m_typing;
    QHash<Tag, Seq> m_acknowledged; // at places that have not been reached yet
};

} // namespace chat
