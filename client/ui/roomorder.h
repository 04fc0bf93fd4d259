#pragma once

#include "common/base/ids.h"

#include <QSortFilterProxyModel>

namespace chat {

/// The room list as people want it: one's own rooms first, the most recent activity on top, then
/// the others by the number of their members; filtered by a piece of the title.
class RoomOrder final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RoomOrder(QObject *parent = nullptr);

    void setFilter(const QString &text);
    /// Invalid when the room is not listed, or filtered out.
    QModelIndex indexOf(const RoomId &id) const;
    static RoomId idOf(const QModelIndex &index);

    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool lessThan(const QModelIndex &a, const QModelIndex &b) const override;
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString spoken(const QModelIndex &index) const;

    QString m_filter;
};

} // namespace chat
