#pragma once

#include <QIdentityProxyModel>

namespace chat {

/// A member list that also answers Qt::AccessibleTextRole: "Ada, away, at lunch".
class SpokenMembers final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace chat
