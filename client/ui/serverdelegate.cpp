#include "client/ui/serverdelegate.h"

#include "client/model/serverlistmodel.h"
#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/glyphs.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/rowpainting.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace chat {

QSize ServerDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 160, rowHeight };
}

void ServerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const QString name = oneLine(index.data(ServerListModel::NameRole).toString());
    const int online = index.data(ServerListModel::OnlineCountRole).toInt();
    const QColor quiet = colors::readable(colors::muted(option.palette), rowGround(option));
    const QFont small = fonts::small(option.font);

    painter->save();
    paintRowGround(*painter, option);

    const QRect row = option.rect.adjusted(metrics::margin, 0, -metrics::margin, 0);
    QRect tile(row.left(), 0, metrics::messageAvatar, metrics::messageAvatar);
    tile.moveTop(row.center().y() - tile.height() / 2);
    painter->setFont(option.font);
    paintAvatar(*painter, QStyle::visualRect(option.direction, option.rect, tile),
                { name, avatarColor({}, name), Avatar::Shape::Tile });

    const bool isEncrypted = index.data(ServerListModel::IsEncryptedRole).toBool();
    const QRect lock(row.right() - 18, row.center().y() - 9, 18, 18);
    if (isEncrypted)
        paintGlyph(*painter, Glyph::Lock, QStyle::visualRect(option.direction, option.rect, lock),
                   quiet);

    const int left = tile.right() + 13;
    const int width = (isEncrypted ? lock.left() - metrics::gap : row.right()) - left;
    const int lineHeight = QFontMetrics(option.font).height();
    const int smallHeight = QFontMetrics(small).height();
    const int top = row.center().y() - (lineHeight + smallHeight) / 2;
    paintRowText(*painter, option,
                 { .text = name,
                   .rect = QRect(left, top, width, lineHeight),
                   .font = option.font,
                   .color = option.palette.color(QPalette::Text) });
    //: A server nearby: how many people are online, its address
    const QString second = tr("%1  ·  %2")
                               .arg(tr("%Ln online", nullptr, online),
                                    index.data(ServerListModel::AddressRole).toString());
    paintRowText(*painter, option,
                 { .text = second,
                   .rect = QRect(left, top + lineHeight, width, smallHeight),
                   .font = small,
                   .color = quiet });
    painter->restore();
}

} // namespace chat
