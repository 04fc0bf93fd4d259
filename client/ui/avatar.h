#pragma once

#include <QColor>
#include <QPainter>
#include <QString>

namespace chat {

/// The picture of a person or a room: one or two letters on a colour.
struct Avatar
{
    enum class Shape { Circle, Tile }; // people, rooms

    QString name;
    QColor color;
    Shape shape = Shape::Circle;
};

/// The first letters of the first and the last word, in capitals: "Ada Lovelace" is "AL". One
/// letter for one word; empty where a name has no letter or digit.
QString initials(const QString &name);
/// "#rrggbb" as it is; for anything else a colour that stays the same for this `name`.
QColor avatarColor(const QString &wire, const QString &name);
/// The next of the colours that people may choose from; the first after an unknown one.
QColor nextAvatarColor(const QColor &color);

void paintAvatar(QPainter &painter, const QRectF &rect, const Avatar &avatar);

} // namespace chat
