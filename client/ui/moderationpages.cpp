#include "client/ui/moderationpages.h"

#include "client/core/clientsession.h"
#include "client/ui/errortext.h"
#include "client/ui/plaintext.h"
#include "common/base/literals.h"

#include <QMenu>
#include <QMessageBox>
#include <QPointer>

namespace chat {

ModerationPages::ModerationPages(ClientSession &session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
    connect(&session, &ClientSession::kicked, this, &ModerationPages::tellKicked);
}

/// One scale: what one is in the room, and above it all who keep order on the whole server.
int ModerationPages::rankIn(const RoomId &room) const
{
    const Room *const where = m_session.rooms().find(room);
    const bool isOfServer = m_session.self().role >= Role::Moderator;
    return isOfServer ? int(RoomRole::Owner) + 1 : where ? int(where->role()) : 0;
}

void ModerationPages::openMenu(const RoomId &room, const Member &member, const QPoint &place)
{
    const int rank = rankIn(room);
    const bool mayAct = rank >= int(RoomRole::Moderator)
        && int(member.role.value_or(RoomRole::Member)) < rank && member.id != m_session.self().id;
    if (!mayAct)
        return;
    auto *menu = new QMenu(m_window);
    menu->setObjectName(u"memberMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(menu, room, member);
    menu->popup(place);
}

void ModerationPages::fill(QMenu *menu, const RoomId &room, const Member &member)
{
    const RoomRole role = member.role.value_or(RoomRole::Member);
    const auto add = [menu, this](const QString &text, const QString &name, auto act) {
        menu->addAction(text, this, act)->setObjectName(name);
    };
    if (role == RoomRole::Muted || role == RoomRole::Moderator)
        add(role == RoomRole::Muted ? tr("Let write again") : tr("No longer a moderator"),
            u"makeMember"_s,
            [this, room, user = member.id] { give(room, user, RoomRole::Member); });
    if (role == RoomRole::Member)
        add(tr("Make moderator"), u"makeModerator"_s,
            [this, room, user = member.id] { give(room, user, RoomRole::Moderator); });
    menu->addSeparator();
    if (role != RoomRole::Muted)
        add(tr("Mute …"), u"mute"_s, [this, room, member] { ask(Deed::Mute, room, member); });
    add(tr("Remove from the room …"), u"kick"_s,
        [this, room, member] { ask(Deed::Remove, room, member); });
    add(tr("Ban …"), u"ban"_s, [this, room, member] { ask(Deed::Ban, room, member); });
}

void ModerationPages::ask(Deed deed, const RoomId &room, const Member &member)
{
    auto *dialog = new ModerationDialog(deed, member.name, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, deed, room, user = member.id] {
        const auto told = tellingTrouble();
        if (deed == Deed::Remove)
            m_session.moderation().kick(
                { .roomId = room, .userId = user, .reason = dialog->reason() }, told);
        else
            m_session.moderation().setRole(
                { .roomId = room,
                  .userId = user,
                  .role = deed == Deed::Mute ? RoomRole::Muted : RoomRole::Banned,
                  .forMs = dialog->duration(),
                  .reason = dialog->reason() },
                told);
    });
    dialog->open();
}

void ModerationPages::give(const RoomId &room, const UserId &user, RoomRole role)
{
    m_session.moderation().setRole({ .roomId = room, .userId = user, .role = role },
                                   tellingTrouble());
}

/// For answers, which may come when the window is no more.
RoomModeration::Done ModerationPages::tellingTrouble()
{
    return [self = QPointer(this)](const Result<void> &done) {
        if (self && !done)
            self->say(tr("This did not work"), ErrorText::of(done.error()));
    };
}

void ModerationPages::tellKicked(const Kicked &kicked)
{
    const Room *const room = m_session.rooms().find(kicked.roomId);
    const QString title = inSentence(room ? room->title() : kicked.roomId.text());
    QString text = kicked.isBanned ? tr("You were banned from %1.").arg(title)
                                   : tr("You were removed from %1.").arg(title);
    if (kicked.reason && !kicked.reason->isEmpty())
        //: %1 is what a moderator wrote
        text += "\n\n"_L1 + tr("Why: %1").arg(oneLine(*kicked.reason));
    say(title, text);
}

void ModerationPages::say(const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Ok, m_window);
    box->setObjectName(u"moderationNotice"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace chat
