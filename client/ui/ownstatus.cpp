#include "client/ui/ownstatus.h"

#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/presence.h"
#include "client/ui/rowpainting.h"
#include "common/base/literals.h"

#include <QActionGroup>
#include <QEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QStyleOptionViewItem>

namespace chat {

OwnStatus::OwnStatus(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"ownStatus"_s);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &OwnStatus::clicked, this, &OwnStatus::openMenu);
    retranslate();
}

void OwnStatus::setSelf(const QString &name, const QString &avatar)
{
    m_name = oneLine(name);
    m_avatar = avatar;
    retranslate();
}

void OwnStatus::setPresence(PresenceStatus status, const QString &text)
{
    m_status = status;
    m_text = oneLine(text);
    retranslate();
}

void OwnStatus::setConnected(bool isConnected)
{
    m_isConnected = isConnected;
    retranslate();
}

QSize OwnStatus::sizeHint() const
{
    return { 160, metrics::headerHeight };
}

PresenceStatus OwnStatus::shownStatus() const
{
    return m_isConnected ? m_status : PresenceStatus::Offline;
}

QString OwnStatus::statusLine() const
{
    return m_text.isEmpty() || !m_isConnected ? Presence::text(shownStatus()) : m_text;
}

void OwnStatus::retranslate()
{
    //: For screen readers: own name, own presence
    setAccessibleName(tr("%1, %2").arg(m_name, Presence::text(shownStatus())));
    setToolTip(toolTipOf(tr("Your status")));
    update();
}

void OwnStatus::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"statusMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *choices = new QActionGroup(menu);
    for (const PresenceStatus status : { PresenceStatus::Online, PresenceStatus::Away,
                                         PresenceStatus::Busy, PresenceStatus::Offline }) {
        QAction *action = menu->addAction(
            status == PresenceStatus::Offline ? tr("Appear offline") : Presence::text(status));
        action->setCheckable(true);
        action->setChecked(status == m_status);
        choices->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, status] { Q_EMIT presenceWanted(status, m_text); });
    }
    menu->addSeparator();
    menu->addAction(tr("Say how you are …"), this, &OwnStatus::askText);
    const QString shown = inSentence(m_text.left(24)).replace(u'&', u"&&"_s); // not a shortcut
    if (!m_text.isEmpty())
        menu->addAction(tr("Clear “%1”").arg(shown), this,
                        [this] { Q_EMIT presenceWanted(m_status, {}); });
    addAccount(menu);
    const QSize size = menu->sizeHint();
    const int x =
        layoutDirection() == Qt::RightToLeft ? width() - size.width() - metrics::gap : metrics::gap;
    menu->popup(mapToGlobal(QPoint(x, -size.height())));
}

void OwnStatus::addAccount(QMenu *menu)
{
    menu->addSeparator();
    QAction *password = menu->addAction(m_hasPassword ? tr("Change password …")
                                                      : tr("Protect my name with a password …"),
                                        this, &OwnStatus::passwordWanted);
    password->setObjectName(u"passwordAction"_s);
    QAction *devices = menu->addAction(tr("Your devices …"), this, &OwnStatus::devicesWanted);
    devices->setObjectName(u"devicesAction"_s);
    for (QAction *action : { password, devices })
        action->setEnabled(m_isConnected);
}

void OwnStatus::askText()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"statusTextDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Your status"));
    dialog->setLabelText(tr("What the others see beside your name:"));
    dialog->setTextValue(m_text);
    dialog->setOkButtonText(tr("Save"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        Q_EMIT presenceWanted(m_status, text.simplified().left(limits::statusLength));
    });
    dialog->open();
}

void OwnStatus::paintEvent(QPaintEvent *)
{
    QStyleOptionViewItem option;
    option.initFrom(this);
    option.direction = layoutDirection();
    option.state.setFlag(QStyle::State_MouseOver, underMouse());
    option.state.setFlag(QStyle::State_KeyboardFocusChange, hasFocus());
    option.rect = rect().adjusted(0, metrics::unit, 0, -metrics::unit);

    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, colors::hairline(palette()));
    paintRowGround(painter, option);

    const QRect row = rect().adjusted(metrics::margin, 0, -metrics::margin, 0);
    QRect face(row.left(), 0, metrics::messageAvatar, metrics::messageAvatar);
    face.moveTop(row.center().y() - face.height() / 2);
    QRect mark(0, 0, 14, 14);
    mark.moveBottomRight(face.bottomRight() + QPoint(2, 2));
    painter.setFont(font());
    paintAvatar(painter, QStyle::visualRect(layoutDirection(), rect(), face),
                { m_name, avatarColor(m_avatar, m_name) });
    Presence::paint(painter, QStyle::visualRect(layoutDirection(), rect(), mark), shownStatus(),
                    palette(), rowGround(option));

    const QFont small = fonts::small(font());
    const int left = face.right() + 13;
    const int lineHeight = QFontMetrics(font()).height();
    const int smallHeight = QFontMetrics(small).height();
    const int top = row.center().y() - (lineHeight + smallHeight) / 2;
    option.rect = rect();
    paintRowText(painter, option,
                 { .text = m_name,
                   .rect = QRect(left, top, row.right() - left, lineHeight),
                   .font = fonts::bold(font()),
                   .color = palette().color(QPalette::Text) });
    paintRowText(painter, option,
                 { .text = statusLine(),
                   .rect = QRect(left, top + lineHeight, row.right() - left, smallHeight),
                   .font = small,
                   .color = colors::muted(palette()) });
}

void OwnStatus::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace chat
