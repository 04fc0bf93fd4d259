#include "client/model/roomlistmodel.h"

#include <QDateTime>

namespace chat {

RoomListModel::RoomListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int RoomListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RoomRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case TitleRole:
        return row.title;
    case RoomIdRole:
        return row.id.text();
    case TopicRole:
        return row.topic;
    case IsJoinedRole:
        return row.isJoined;
    case UnreadRole:
        return row.unread;
    case MemberCountRole:
        return row.memberCount;
    case OnlineCountRole:
        return row.onlineCount;
    case LastAuthorRole:
        return row.lastAuthor;
    case LastLineRole:
        return row.lastLine;
    case LastActivityRole:
        return row.lastActivity
            ? QDateTime::fromMSecsSinceEpoch(row.lastActivity->time_since_epoch().count(), Qt::UTC)
            : QDateTime();
    }
    return {};
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    return { { RoomIdRole, "roomId" },
             { TitleRole, "title" },
             { TopicRole, "topic" },
             { IsJoinedRole, "isJoined" },
             { UnreadRole, "unread" },
             { MemberCountRole, "memberCount" },
             { OnlineCountRole, "onlineCount" },
             { LastAuthorRole, "lastAuthor" },
             { LastLineRole, "lastLine" },
             { LastActivityRole, "lastActivity" } };
}

void RoomListModel::upsert(const RoomRow &row)
{
    const qsizetype at = m_places.value(row.id, -1);
    if (at < 0) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_places.insert(row.id, m_rows.size());
        m_rows.append(row);
        endInsertRows();
        return;
    }
    if (m_rows.at(at) == row)
        return;
    m_rows[at] = row;
    const QModelIndex changed = index(int(at));
    Q_EMIT dataChanged(changed, changed);
}

void RoomListModel::remove(const RoomId &id)
{
    const qsizetype at = m_places.value(id, -1);
    if (at < 0)
        return;
    beginRemoveRows({}, int(at), int(at));
    m_rows.removeAt(at);
    m_places.remove(id);
    for (qsizetype below = at; below < m_rows.size(); ++below)
        m_places.insert(m_rows.at(below).id, below);
    endRemoveRows();
}

const RoomRow *RoomListModel::find(const RoomId &id) const
{
    const qsizetype at = m_places.value(id, -1);
    return at < 0 ? nullptr : &m_rows.at(at);
}

} // namespace chat
