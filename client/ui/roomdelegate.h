#pragma once

#include "common/base/clock.h"

#include <QAbstractItemDelegate>

namespace chat {

/// Paints a room as two lines: title and time, then the last line that was said and the number of
/// unread ones.
class RoomDelegate final : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    explicit RoomDelegate(const Clock &clock, QObject *parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    QString preview(const QModelIndex &index) const;
    QString time(const QModelIndex &index) const;

    const Clock &m_clock;
};

} // namespace chat
