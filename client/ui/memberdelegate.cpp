#include "client/ui/memberdelegate.h"

#include "client/model/memberlistmodel.h"
#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/presence.h"
#include "client/ui/roletext.h"
#include "client/ui/rowpainting.h"
#include "common/base/literals.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace chat {

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(option.font).height()
        + QFontMetrics(fonts::small(option.font)).height() + metrics::margin - metrics::unit;
    return { 120, std::max(metrics::memberRowHeight, lines) };
}

void MemberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const QString name = oneLine(index.data(MemberListModel::NameRole).toString());
    const QString said = oneLine(index.data(MemberListModel::StatusTextRole).toString());
    const QString role =
        RoleText::of(static_cast<RoomRole>(index.data(MemberListModel::RoomRoleRole).toInt()));
    const QVariant known = index.data(MemberListModel::StatusRole);
    const auto status =
        known.isValid() ? static_cast<PresenceStatus>(known.toInt()) : PresenceStatus::Offline;
    const bool isHere = status != PresenceStatus::Offline;
    const QColor quiet = colors::readable(colors::muted(option.palette), rowGround(option));

    painter->save();
    paintRowGround(*painter, option);

    const QRect row = option.rect.adjusted(metrics::margin, 0, -metrics::margin, 0);
    QRect face(row.left(), 0, metrics::memberAvatar, metrics::memberAvatar);
    face.moveTop(row.center().y() - face.height() / 2);
    QRect mark(0, 0, 14, 14);
    mark.moveBottomRight(face.bottomRight() + QPoint(3, 3));

    painter->setOpacity(isHere ? 1.0 : 0.5);
    painter->setFont(option.font);
    paintAvatar(*painter, QStyle::visualRect(option.direction, option.rect, face),
                { name, avatarColor(index.data(MemberListModel::AvatarRole).toString(), name) });
    painter->setOpacity(1.0);
    if (known.isValid())
        Presence::paint(*painter, QStyle::visualRect(option.direction, option.rect, mark), status,
                        option.palette, rowGround(option));

    const QFont small = fonts::small(option.font);
    const int left = face.right() + 1 + 12;
    const int lineHeight = QFontMetrics(option.font).height();
    const int smallHeight = QFontMetrics(small).height();
    const int height = known.isValid() ? lineHeight + smallHeight : lineHeight;
    const int top = row.center().y() - height / 2;
    paintRowText(*painter, option,
                 { .text = name,
                   .rect = QRect(left, top, row.right() - left, lineHeight),
                   .font = option.font,
                   .color = isHere ? option.palette.color(QPalette::Text) : quiet });
    const QString about = said.isEmpty() ? Presence::text(status) : said;
    if (known.isValid())
        paintRowText(*painter, option,
                     { .text = role.isEmpty() ? about : role + u" · "_s + about,
                       .rect = QRect(left, top + lineHeight, row.right() - left, smallHeight),
                       .font = small,
                       .color = quiet });
    painter->restore();
}

} // namespace chat
