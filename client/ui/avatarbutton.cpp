#include "client/ui/avatarbutton.h"

#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "common/base/literals.h"

#include <QEvent>

namespace chat {

AvatarButton::AvatarButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"avatarButton"_s);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
    connect(this, &AvatarButton::clicked, this, [this] {
        setColor(nextAvatarColor(m_color));
        Q_EMIT colorChanged(m_color);
    });
    retranslate();
}

void AvatarButton::setName(const QString &name)
{
    m_name = name;
    update();
}

void AvatarButton::setColor(const QColor &color)
{
    m_color = color;
    update();
}

QSize AvatarButton::sizeHint() const
{
    return { 72, 72 };
}

void AvatarButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus() || underMouse()) {
        painter.setPen(
            QPen(hasFocus() ? colors::accent(palette()) : colors::hairline(palette()), 2));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    paintAvatar(painter, QRectF(rect()).adjusted(4, 4, -4, -4), { m_name, m_color });
}

void AvatarButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AvatarButton::retranslate()
{
    setToolTip(tr("Another colour"));
    setAccessibleName(tr("Colour of your avatar"));
}

} // namespace chat
