#include "client/ui/spokenmembers.h"

#include "client/model/memberlistmodel.h"
#include "client/ui/plaintext.h"
#include "client/ui/presence.h"
#include "common/base/literals.h"

namespace chat {

QVariant SpokenMembers::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QIdentityProxyModel::data(index, role);

    const auto status =
        static_cast<PresenceStatus>(index.data(MemberListModel::StatusRole).toInt());
    const QString text = oneLine(index.data(MemberListModel::StatusTextRole).toString());
    QStringList words { oneLine(index.data(MemberListModel::NameRole).toString()),
                        Presence::text(status) };
    if (!text.isEmpty())
        words << text;
    const QString all = words.join(u", "_s);
    return role == Qt::ToolTipRole ? toolTipOf(all) : all;
}

} // namespace chat
