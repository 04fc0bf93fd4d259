#include "client/model/memberlistmodel.h"

#include <algorithm>

namespace chat {

namespace {

/// The order of the list. The id comes last, so that equal names keep their places.
bool isBefore(const Member &a, const Member &b)
{
    const bool isOnlineA = a.status != PresenceStatus::Offline;
    const bool isOnlineB = b.status != PresenceStatus::Offline;
    if (isOnlineA != isOnlineB)
        return isOnlineA;
    const int names = QString::compare(a.name, b.name, Qt::CaseInsensitive);
    return names != 0 ? names < 0 : a.id < b.id;
}

qsizetype indexOf(const QList<Member> &rows, const UserId &id)
{
    const auto found = std::ranges::find(rows, id, &Member::id);
    return found == rows.end() ? -1 : found - rows.begin();
}

} // namespace

MemberListModel::MemberListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Member &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case NameRole:
        return row.name;
    case UserIdRole:
        return row.id.text();
    case AvatarRole:
        return row.avatar;
    case StatusRole:
        return int(row.status);
    case StatusTextRole:
        return row.statusText.value_or(QString());
    }
    return {};
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    return { { UserIdRole, "userId" },
             { NameRole, "name" },
             { AvatarRole, "avatar" },
             { StatusRole, "status" },
             { StatusTextRole, "statusText" } };
}

void MemberListModel::reload(QList<Member> members)
{
    std::ranges::sort(members, isBefore);
    if (members == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(members);
    endResetModel();
}

void MemberListModel::upsert(const Member &member)
{
    const qsizetype from = indexOf(m_rows, member.id);
    if (from < 0) {
        const auto at = int(std::ranges::lower_bound(m_rows, member, isBefore) - m_rows.begin());
        beginInsertRows({}, at, at);
        m_rows.insert(at, member);
        endInsertRows();
        return;
    }
    if (m_rows.at(from) == member)
        return;

    // The place among the others: they are in order on either side of the row that changes.
    const auto own = m_rows.begin() + from;
    auto target = std::lower_bound(m_rows.begin(), own, member, isBefore);
    if (target == own)
        target = std::lower_bound(own + 1, m_rows.end(), member, isBefore);
    const qsizetype before = target - m_rows.begin();
    qsizetype to = from;
    if (before != from && before != from + 1) {
        beginMoveRows({}, int(from), int(from), {}, int(before));
        to = before > from ? before - 1 : before;
        m_rows.move(from, to);
        endMoveRows();
    }
    m_rows[to] = member;
    const QModelIndex changed = index(int(to));
    Q_EMIT dataChanged(changed, changed);
}

void MemberListModel::remove(const UserId &id)
{
    const qsizetype at = indexOf(m_rows, id);
    if (at < 0)
        return;
    beginRemoveRows({}, int(at), int(at));
    m_rows.removeAt(at);
    endRemoveRows();
}

const Member *MemberListModel::find(const UserId &id) const
{
    const qsizetype at = indexOf(m_rows, id);
    return at < 0 ? nullptr : &m_rows.at(at);
}

} // namespace chat
