#pragma once

#include <QIdentityProxyModel>

namespace chat {

/// A timeline that also answers Qt::AccessibleTextRole, since rows that are painted are silent, and
/// Qt::ToolTipRole with who has read a line.
class SpokenTimeline final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace chat
