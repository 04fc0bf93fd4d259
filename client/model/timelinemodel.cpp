#include "client/model/timelinemodel.h"

#include "common/base/literals.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace chat {

namespace {

constexpr std::chrono::minutes groupWait { 5 }; // a longer silence starts a new group

QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

QString spoken(const Message &message)
{
    const QString time =
        QLocale().toString(utc(message.timestamp).toLocalTime().time(), QLocale::ShortFormat);
    return u"%1, %2, %3"_s.arg(message.userName, time, message.content);
}

} // namespace

TimelineModel::TimelineModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void TimelineModel::setSelf(const UserId &self)
{
    if (m_self == self)
        return;
    m_self = self;
    markChanged(0, int(m_rows.size()) - 1);
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineRow &row = m_rows.at(index.row());
    const Message &message = row.message;
    switch (role) {
    case Qt::DisplayRole:
    case ContentRole:
        return message.content;
    case Qt::AccessibleTextRole:
        return spoken(message);
    case UserIdRole:
        return message.userId.text();
    case UserNameRole:
        return message.userName;
    case AvatarRole:
        return message.avatar;
    case TimestampRole:
        return utc(message.timestamp);
    case SeqRole:
        return message.seq.number();
    case TagRole:
        return message.tag.value_or(Tag()).text();
    case StateRole:
        return int(stateOf(row));
    case FailureRole:
        return row.failure ? QVariant(int(row.failure->code)) : QVariant();
    case IsOwnRole:
        return message.userId == m_self;
    case StartsGroupRole:
        return startsGroup(index.row());
    case StartsDayRole:
        return startsDay(index.row());
    case MissingAboveRole:
        return missingAbove(index.row());
    case ReadByRole:
        return readersOf(row);
    }
    return {};
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return { { ContentRole, "content" },
             { UserIdRole, "userId" },
             { UserNameRole, "userName" },
             { AvatarRole, "avatar" },
             { TimestampRole, "timestamp" },
             { SeqRole, "seq" },
             { TagRole, "tag" },
             { StateRole, "state" },
             { FailureRole, "failure" },
             { IsOwnRole, "isOwn" },
             { StartsGroupRole, "startsGroup" },
             { StartsDayRole, "startsDay" },
             { MissingAboveRole, "missingAbove" },
             { ReadByRole, "readBy" } };
}

Seq TimelineModel::firstSeq() const
{
    return m_settledCount > 0 ? m_rows.first().message.seq : Seq();
}

Seq TimelineModel::lastSeq() const
{
    return m_settledCount > 0 ? m_rows.at(m_settledCount - 1).message.seq : Seq();
}

void TimelineModel::reload(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.tag && message.userId == m_self)
            removePending(*message.tag);
    }
    if (m_settledCount > 0) {
        beginRemoveRows({}, 0, m_settledCount - 1);
        m_rows.remove(0, m_settledCount);
        m_settledCount = 0;
        endRemoveRows();
    }
    m_holes.clear();
    insertRun(0, messages);
}

void TimelineModel::insert(const QList<Message> &messages)
{
    for (qsizetype next = 0; next < messages.size();) {
        const Message &message = messages.at(next);
        const int at = placeOf(message.seq);
        const bool isAtEnd = at == m_settledCount;
        const Seq following = isAtEnd ? Seq() : m_rows.at(at).message.seq;
        if (following == message.seq || settle(message)) {
            ++next;
            continue;
        }
        // As many at once as lie next to each other: a view lays out once for each insertion.
        qsizetype end = next + 1;
        while (end < messages.size() && (isAtEnd || messages.at(end).seq < following)
               && !isPending(messages.at(end)))
            ++end;
        insertRun(at, messages.sliced(next, end - next));
        next = end;
    }
}

bool TimelineModel::agreesWith(const QList<Message> &messages) const
{
    return std::ranges::all_of(messages, [this](const Message &message) {
        const int at = placeOf(message.seq);
        const bool isHere = at < m_settledCount && m_rows.at(at).message.seq == message.seq;
        return !isHere || m_rows.at(at).message.id == message.id;
    });
}

/// The row of the first settled line that does not come before `seq`.
int TimelineModel::placeOf(Seq seq) const
{
    const auto end = m_rows.cbegin() + m_settledCount;
    const auto found =
        std::lower_bound(m_rows.cbegin(), end, seq, [](const TimelineRow &row, Seq before) {
            return row.message.seq < before;
        });
    return int(found - m_rows.cbegin());
}

void TimelineModel::insertRun(int at, const QList<Message> &messages)
{
    const int count = int(messages.size());
    if (count == 0)
        return;
    beginInsertRows({}, at, at + count - 1);
    m_rows.insert(at, count, TimelineRow {});
    for (int i = 0; i < count; ++i)
        m_rows[at + i].message = messages.at(i);
    m_settledCount += count;
    endInsertRows();
    markChanged(at + count, at + count); // no longer the first of its group and day
}

bool TimelineModel::isPending(const Message &message) const
{
    return message.tag && message.userId == m_self && pendingIndex(*message.tag) >= 0;
}

/// Makes the pending row of this line the line itself. False when there is none.
bool TimelineModel::settle(const Message &message)
{
    if (!isPending(message))
        return false;
    const int pending = pendingIndex(*message.tag);
    const int at = placeOf(message.seq);
    if (pending != at) {
        beginMoveRows({}, pending, pending, {}, at);
        m_rows.move(pending, at);
        endMoveRows();
    }
    m_rows[at] = { .message = message, .state = DeliveryState::Sent };
    ++m_settledCount;
    markChanged(at, pending + 1);
    return true;
}

void TimelineModel::setHoles(const QList<SeqRange> &holes)
{
    if (m_holes == holes)
        return;
    const QList<SeqRange> before = std::exchange(m_holes, holes);
    for (const QList<SeqRange> &changed : { before, holes }) {
        for (const SeqRange &hole : changed) {
            const int below = placeOf(hole.last);
            markChanged(below, below);
        }
    }
}

qint64 TimelineModel::missingAbove(int index) const
{
    if (index == 0 || index >= m_settledCount)
        return 0;
    const Seq above = m_rows.at(index - 1).message.seq;
    const Seq here = m_rows.at(index).message.seq;
    qint64 missing = 0;
    for (const SeqRange &hole : m_holes) {
        if (above < hole.first && hole.last < here)
            missing += hole.length();
    }
    return missing;
}

void TimelineModel::addPending(const Message &message, DeliveryState state)
{
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at);
    m_rows.append({ .message = message, .state = state });
    endInsertRows();
}

void TimelineModel::setPendingState(const Tag &tag, DeliveryState state,
                                    std::optional<Error> failure)
{
    const int at = pendingIndex(tag);
    if (at < 0)
        return;
    TimelineRow &row = m_rows[at];
    if (row.state == state && row.failure == failure)
        return;
    row.state = state;
    row.failure = std::move(failure);
    Q_EMIT dataChanged(index(at), index(at), { StateRole, FailureRole });
}

void TimelineModel::removePending(const Tag &tag)
{
    const int at = pendingIndex(tag);
    if (at < 0)
        return;
    beginRemoveRows({}, at, at);
    m_rows.removeAt(at);
    endRemoveRows();
    markChanged(at, at);
}

int TimelineModel::pendingIndex(const Tag &tag) const
{
    for (int at = int(m_rows.size()) - 1; at >= m_settledCount; --at) {
        if (m_rows.at(at).message.tag == tag)
            return at;
    }
    return -1;
}

void TimelineModel::markChanged(int first, int last)
{
    const int end = std::min(last, int(m_rows.size()) - 1);
    if (first <= end)
        Q_EMIT dataChanged(index(first), index(end));
}

bool TimelineModel::startsGroup(int index) const
{
    if (index == 0)
        return true;
    const Message &above = m_rows.at(index - 1).message;
    const Message &message = m_rows.at(index).message;
    return above.userId != message.userId || message.timestamp - above.timestamp > groupWait
        || startsDay(index) || missingAbove(index) > 0;
}

bool TimelineModel::startsDay(int index) const
{
    if (index == 0)
        return true;
    const auto day = [](const TimelineRow &row) {
        return utc(row.message.timestamp).toLocalTime().date();
    };
    return day(m_rows.at(index - 1)) != day(m_rows.at(index));
}

DeliveryState TimelineModel::stateOf(const TimelineRow &row) const
{
    const bool isSettled = row.message.seq != Seq();
    return isSettled && !readersOf(row).isEmpty() ? DeliveryState::Read : row.state;
}

QStringList TimelineModel::readersOf(const TimelineRow &row) const
{
    QStringList names;
    if (row.message.userId != m_self || row.message.seq == Seq())
        return names;
    for (const Reader &reader : m_readers) {
        if (reader.seq >= row.message.seq)
            names.append(reader.name);
    }
    return names;
}

void TimelineModel::setReaders(const QList<Reader> &readers)
{
    if (m_readers == readers)
        return;
    m_readers = readers;
    markReadChanged(firstSeq(), lastSeq());
}

void TimelineModel::noteReader(const Reader &reader)
{
    const auto known = std::ranges::find(m_readers, reader.id, &Reader::id);
    if (known == m_readers.end()) {
        m_readers.append(reader);
        markReadChanged(firstSeq(), reader.seq);
        return;
    }
    const Seq before = known->seq;
    const bool isRenamed = known->name != reader.name;
    *known = { .id = reader.id, .name = reader.name, .seq = std::max(before, reader.seq) };
    if (isRenamed)
        markReadChanged(firstSeq(), known->seq);
    else if (before < known->seq)
        markReadChanged(before.next(), known->seq);
}

void TimelineModel::removeReader(const UserId &id)
{
    const auto known = std::ranges::find(m_readers, id, &Reader::id);
    if (known == m_readers.end())
        return;
    const Seq last = known->seq;
    m_readers.erase(known);
    markReadChanged(firstSeq(), last);
}

bool TimelineModel::hasReader(const UserId &id) const
{
    return std::ranges::find(m_readers, id, &Reader::id) != m_readers.end();
}

/// Who has read the lines from `first` to `last` is not who it was.
void TimelineModel::markReadChanged(Seq first, Seq last)
{
    const int begin = std::max(0, placeOf(first) - 1); // the one above says what it has in common
    const int end = placeOf(last.next()) - 1;
    if (begin <= end)
        Q_EMIT dataChanged(index(begin), index(end), { ReadByRole, StateRole });
}

} // namespace chat
