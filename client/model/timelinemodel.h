#pragma once

#include "common/base/error.h"
#include "common/base/seqranges.h"
#include "common/protocol/values.h"

#include <QAbstractListModel>
#include <QHash>

namespace chat {

/// How far a line has come. Received is a line of somebody else, or an own one seen again. Read is
/// an own one that another member has read, as far as the room shows that.
enum class DeliveryState { Queued, Sending, Sent, Received, Read, Failed };

/// One line of a room as shown. A pending line has a tag, and no seq yet.
struct TimelineRow
{
    Message message;
    DeliveryState state = DeliveryState::Received;
    std::optional<Error> failure = {}; // why, when Failed

    friend bool operator==(const TimelineRow &, const TimelineRow &) = default;
};

/// Another member, and how far they have read.
struct Reader
{
    UserId id;
    QString name; // empty when nobody knows
    Seq seq;

    friend bool operator==(const Reader &, const Reader &) = default;
};

/// The lines of one room: the settled ones by seq, then the pending ones in the order in which
/// they were written. Holds what was loaded; does not load.
class TimelineModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        ContentRole = Qt::UserRole + 1, // QString
        UserIdRole, // QString
        UserNameRole, // QString
        AvatarRole, // QString
        TimestampRole, // QDateTime, UTC
        SeqRole, // qint64, 0 while pending
        TagRole, // QString, may be empty
        StateRole, // int of DeliveryState
        FailureRole, // int of ErrorCode, only when Failed
        IsOwnRole, // bool
        StartsGroupRole, // bool: another author than above, more than 5 minutes later, or a hole
                         // between
        StartsDayRole, // bool: another local day than above
        MissingAboveRole, // qint64: how many lines right above are not loaded; they are a hole
        ReadByRole, // QStringList: the names of those who have read this line of one's own
    };

    explicit TimelineModel(QObject *parent = nullptr);

    /// Who counts as oneself, for IsOwnRole.
    void setSelf(const UserId &self);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const TimelineRow &row(int index) const { return m_rows.at(index); }
    /// The oldest and newest settled seq that is loaded; 0 when there is none.
    Seq firstSeq() const;
    Seq lastSeq() const;

    /// Replaces the settled lines; pending ones stay, but for those that are among `messages`.
    void reload(const QList<Message> &messages);
    /// Lines in ascending order that take their places by seq; those that are there already are
    /// passed over. An own pending line with the tag of one becomes this one.
    void insert(const QList<Message> &messages);
    /// Whether those of `messages` that are here already are the same messages.
    bool agreesWith(const QList<Message> &messages) const;
    /// The stretches between lines that are not loaded, ascending.
    void setHoles(const QList<SeqRange> &holes);

    /// A line that was written here and is not stored yet.
    void addPending(const Message &message, DeliveryState state);
    /// Changes a pending line; does nothing when no pending line has this tag.
    void setPendingState(const Tag &tag, DeliveryState state, std::optional<Error> failure = {});
    void removePending(const Tag &tag);

    /// The others, as far as it is known how far they have read. A change of them is signalled for
    /// ReadByRole and StateRole, and for nothing else.
    void setReaders(const QList<Reader> &readers);
    /// A reader never goes back; a new name counts all the same.
    void noteReader(const Reader &reader);
    void removeReader(const UserId &id);
    bool hasReader(const UserId &id) const;

private:
    int placeOf(Seq seq) const;
    void insertRun(int at, const QList<Message> &messages);
    bool isPending(const Message &message) const;
    bool settle(const Message &message);
    qint64 missingAbove(int index) const;
    int pendingIndex(const Tag &tag) const;
    void markChanged(int first, int last);
    bool startsGroup(int index) const;
    bool startsDay(int index) const;
    DeliveryState stateOf(const TimelineRow &row) const;
    QStringList readersOf(const TimelineRow &row) const;
    void markReadChanged(Seq first, Seq last);

    UserId m_self;
    QList<TimelineRow> m_rows; // settled ones first
    int m_settledCount = 0;
    QList<SeqRange> m_holes;
    QList<Reader> m_readers; // each person once
};

} // namespace chat
