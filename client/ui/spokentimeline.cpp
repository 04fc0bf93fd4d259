#include "client/ui/spokentimeline.h"

#include "client/ui/messagefacts.h"

namespace chat {

QVariant SpokenTimeline::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return MessageRow::spoken(index);
    if (role == Qt::ToolTipRole)
        return MessageRow::toolTip(index);
    return QIdentityProxyModel::data(index, role);
}

} // namespace chat
