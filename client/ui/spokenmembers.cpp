#include "client/ui/spokenmembers.h"

#include "client/model/memberlistmodel.h"
#include "client/ui/plaintext.h"
#include "client/ui/presence.h"
#include "client/ui/roletext.h"
#include "common/base/literals.h"

#include <utility>

namespace chat {

void SpokenMembers::setConnected(bool isConnected)
{
    if (std::exchange(m_isConnected, isConnected) == isConnected || rowCount() == 0)
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QVariant SpokenMembers::data(const QModelIndex &index, int role) const
{
    const bool isOfPresence =
        role == MemberListModel::StatusRole || role == MemberListModel::StatusTextRole;
    if (isOfPresence && !m_isConnected)
        return {};
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QIdentityProxyModel::data(index, role);

    QStringList words { oneLine(index.data(MemberListModel::NameRole).toString()) };
    const QVariant rank = index.data(MemberListModel::RoomRoleRole);
    if (const QString said = RoleText::of(static_cast<RoomRole>(rank.toInt())); !said.isEmpty())
        words << said;
    if (const QVariant status = data(index, MemberListModel::StatusRole); status.isValid())
        words << Presence::text(static_cast<PresenceStatus>(status.toInt()));
    const QString text = oneLine(data(index, MemberListModel::StatusTextRole).toString());
    if (!text.isEmpty())
        words << text;
    const QString all = words.join(u", "_s);
    return role == Qt::ToolTipRole ? toolTipOf(all) : all;
}

} // namespace chat
