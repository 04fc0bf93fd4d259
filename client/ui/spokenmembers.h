#pragma once

#include <QIdentityProxyModel>

namespace chat {

/// A member list that also answers Qt::AccessibleTextRole: "Ada, away, at lunch". Without a
/// connection nobody knows who is there: then there is no presence, and StatusRole is invalid.
class SpokenMembers final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    void setConnected(bool isConnected);

    QVariant data(const QModelIndex &index, int role) const override;

private:
    bool m_isConnected = false;
};

} // namespace chat
