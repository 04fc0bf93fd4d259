#include "client/ui/roomdelegate.h"

#include "client/model/roomlistmodel.h"
#include "client/ui/avatar.h"
#include "client/ui/badge.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/rowpainting.h"
#include "client/ui/timetext.h"
#include "common/base/literals.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace chat {

RoomDelegate::RoomDelegate(const Clock &clock, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_clock(clock)
{
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(option.font).height()
        + QFontMetrics(fonts::small(option.font)).height() + 3 * metrics::gap;
    return { 160, std::max(metrics::roomRowHeight, lines) };
}

void RoomDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const QString title = oneLine(index.data(RoomListModel::TitleRole).toString());
    const int unread = index.data(RoomListModel::UnreadRole).toInt();
    const bool isJoined = index.data(RoomListModel::IsJoinedRole).toBool();
    const QColor quiet = colors::readable(colors::muted(palette), rowGround(option));
    const QFont small = fonts::small(option.font);

    painter->save();
    paintRowGround(*painter, option);

    const QRect row = option.rect.adjusted(metrics::margin, 0, -metrics::margin, 0);
    QRect tile(row.left(), 0, metrics::roomTile, metrics::roomTile);
    tile.moveTop(row.center().y() - tile.height() / 2);
    painter->setOpacity(isJoined ? 1.0 : 0.55);
    painter->setFont(option.font);
    paintAvatar(*painter, QStyle::visualRect(option.direction, option.rect, tile),
                { title, avatarColor({}, title), Avatar::Shape::Tile });
    painter->setOpacity(1.0);

    const int left = tile.right() + 1 + 12;
    const int lineHeight = QFontMetrics(option.font).height();
    const int smallHeight = QFontMetrics(small).height();
    const int top = row.center().y() - (lineHeight + smallHeight + 3) / 2;

    const QString when = time(index);
    const int timeWidth = when.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(when) + 2;
    paintRowText(*painter, option,
                 { .text = when,
                   .rect = QRect(row.right() - timeWidth, top, timeWidth, lineHeight),
                   .font = small,
                   .color = quiet,
                   .isTrailing = true });
    paintRowText(
        *painter, option,
        { .text = title,
          .rect = QRect(left, top, row.right() - timeWidth - metrics::gap - left, lineHeight),
          .font = unread > 0 ? fonts::bold(option.font) : option.font,
          .color = isJoined ? palette.color(QPalette::Text) : quiet });

    const QSize badge = unread > 0 ? badgeSize(unread, option.font) : QSize(0, 0);
    const int second = top + lineHeight + 3;
    paintRowText(*painter, option,
                 { .text = preview(index),
                   .rect = QRect(left, second, row.right() - badge.width() - metrics::unit - left,
                                 smallHeight),
                   .font = small,
                   .color = quiet });
    if (unread > 0) {
        const QRect pill(
            QPoint(row.right() - badge.width(), second + (smallHeight - badge.height()) / 2),
            badge);
        const QRect shown = QStyle::visualRect(option.direction, option.rect, pill);
        paintBadge(*painter, QPoint(shown.right() + 1, shown.top()), unread, palette, option.font);
    }
    painter->restore();
}

QString RoomDelegate::preview(const QModelIndex &index) const
{
    const QString line = oneLine(index.data(RoomListModel::LastLineRole).toString());
    const QString author = oneLine(index.data(RoomListModel::LastAuthorRole).toString());
    if (!line.isEmpty()) {
        //: The last line of a room in the room list: author, text
        return author.isEmpty() ? line : tr("%1: %2").arg(inSentence(author), line);
    }
    if (const QString topic = oneLine(index.data(RoomListModel::TopicRole).toString());
        !topic.isEmpty())
        return topic;
    return tr("%Ln members", nullptr, index.data(RoomListModel::MemberCountRole).toInt());
}

QString RoomDelegate::time(const QModelIndex &index) const
{
    const QDateTime time = index.data(RoomListModel::LastActivityRole).toDateTime();
    const auto now = m_clock.wallTime().time_since_epoch().count();
    return time.isValid() ? TimeText::brief(time, QDateTime::fromMSecsSinceEpoch(now).date())
                          : QString();
}

} // namespace chat
