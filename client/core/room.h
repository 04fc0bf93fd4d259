#pragma once

#include "client/model/memberlistmodel.h"
#include "client/model/timelinemodel.h"
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
    Room(RoomId id, UserId self, QObject *parent = nullptr);

    const RoomId &id() const { return m_id; }
    /// The id where the room has no title.
    QString title() const;
    QString topic() const { return m_topic; }
    qint64 onlineCount() const { return m_onlineCount; }
    Seq headSeq() const { return m_headSeq; }
    Seq readSeq() const { return m_readSeq; }
    int unread() const;
    /// Whether join-room was answered on the current connection.
    bool isLive() const { return m_isLive; }
    bool hasOlder() const { return m_hasOlder; }
    bool isLoadingOlder() const { return m_isLoadingOlder; }
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
    /// Asks for the page before the oldest loaded line, unless it is already on its way.
    void loadOlder();
    /// Everything up to `seq` has been seen.
    void markRead(Seq seq);

    /// A line of ours that is not stored yet; shown at once.
    void addPending(const Message &message);
    void showPending(const Tag &tag, DeliveryState state, const std::optional<Error> &failure = {});
    void discardPending(const Tag &tag);

    // What the server says.
    void apply(const RoomHistory &history);
    void apply(const HistoryPage &older);
    void apply(const Message &message);
    /// A line of ours was stored at message.seq: the pending row with its tag settles.
    void settle(const Message &message);
    void apply(const UserPresence &presence);
    void apply(const UserTyping &typing);
    void apply(const UserStoppedTyping &stopped);
    void apply(const ReadMarker &marker);
    void setSummary(const RoomSummary &summary);
    /// The connection is gone: nobody is typing, nothing is being loaded.
    void setNotLive();
    void olderFailed();

Q_SIGNALS:
    void sendWanted(const QString &content);
    void retryWanted(const chat::Tag &tag);
    void discardWanted(const chat::Tag &tag);
    void typedKey();
    void olderWanted(chat::Seq before);
    void readFurther(chat::Seq seq);
    /// A message is missing between the last one and this one; what is known must be loaded again.
    void gapSeen(chat::Seq have, chat::Seq got);

    /// A line of somebody else arrived while the room was live.
    void messageArrived(const chat::Message &message);
    /// Title, topic, counts, unread or live have changed.
    void changed();
    void typingChanged();
    void loadingChanged();

private:
    void appendNewer(const QList<Message> &messages);
    void reload(const RoomHistory &history);
    void dropSettled();
    void stopLoading();
    void stopTyping(const UserId &user);

    RoomId m_id;
    UserId m_self;
    QString m_title;
    QString m_topic;
    Epoch m_epoch;
    Seq m_headSeq;
    Seq m_readSeq;
    qint64 m_onlineCount = 0;
    bool m_isLive = false;
    bool m_hasOlder = false;
    bool m_isLoadingOlder = false;
    TimelineModel m_timeline;
    MemberListModel m_members;
    QList<std::pair<UserId, QString>> m_typing;
    QHash<Tag, Seq> m_acknowledged; // at places that have not been reached yet
};

} // namespace chat
