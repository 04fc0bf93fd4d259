#include "client/ui/roomorder.h"

#include "client/model/roomlistmodel.h"
#include "client/ui/plaintext.h"

#include <QDateTime>

namespace chat {

RoomOrder::RoomOrder(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void RoomOrder::setFilter(const QString &text)
{
    m_filter = text.simplified();
    invalidateFilter();
}

QModelIndex RoomOrder::indexOf(const RoomId &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (idOf(index(row, 0)) == id)
            return index(row, 0);
    }
    return {};
}

RoomId RoomOrder::idOf(const QModelIndex &index)
{
    return RoomId::fromText(index.data(RoomListModel::RoomIdRole).toString());
}

QVariant RoomOrder::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return spoken(index);
    if (role == Qt::ToolTipRole)
        return toolTipOf(oneLine(index.data(RoomListModel::TopicRole).toString()));
    return QSortFilterProxyModel::data(index, role);
}

QString RoomOrder::spoken(const QModelIndex &index) const
{
    const QString title = oneLine(index.data(RoomListModel::TitleRole).toString());
    const int unread = index.data(RoomListModel::UnreadRole).toInt();
    if (unread == 0)
        return title;
    //: A room in the list, for screen readers: its title and how many lines are unread
    return tr("%1, %Ln unread", nullptr, unread).arg(title);
}

bool RoomOrder::lessThan(const QModelIndex &a, const QModelIndex &b) const
{
    using Model = RoomListModel;
    const bool isAJoined = a.data(Model::IsJoinedRole).toBool();
    if (isAJoined != b.data(Model::IsJoinedRole).toBool())
        return isAJoined;

    const QDateTime aTime = a.data(Model::LastActivityRole).toDateTime();
    const QDateTime bTime = b.data(Model::LastActivityRole).toDateTime();
    if (isAJoined && aTime != bTime)
        return !bTime.isValid() || (aTime.isValid() && aTime > bTime);

    const qint64 aMembers = a.data(Model::MemberCountRole).toLongLong();
    const qint64 bMembers = b.data(Model::MemberCountRole).toLongLong();
    if (!isAJoined && aMembers != bMembers)
        return aMembers > bMembers;
    return QString::localeAwareCompare(a.data(Model::TitleRole).toString(),
                                       b.data(Model::TitleRole).toString())
        < 0;
}

bool RoomOrder::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return index.data(RoomListModel::TitleRole).toString().contains(m_filter, Qt::CaseInsensitive)
        || index.data(RoomListModel::RoomIdRole).toString().contains(m_filter, Qt::CaseInsensitive);
}

} // namespace chat
