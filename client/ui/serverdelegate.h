#pragma once

#include <QAbstractItemDelegate>

namespace chat {

/// Paints a server that was heard nearby: name, how many people are there, address; a lock when
/// the way to it is encrypted.
class ServerDelegate final : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    static constexpr int rowHeight = 54;

    using QAbstractItemDelegate::QAbstractItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace chat
