#pragma once

#include "client/core/roommoderation.h"
#include "client/ui/moderationdialog.h"
#include "common/protocol/moderationevents.h"

class QMenu;

namespace chat {

class ClientSession;

/// What those who keep order can do about a member, over a window; and what a person is told whom
/// it was done to.
class ModerationPages final : public QObject
{
    Q_OBJECT

public:
    /// `session` outlives this object; `window` is its parent.
    ModerationPages(ClientSession &session, QWidget *window);

    /// Nothing opens when one can do nothing about them.
    void openMenu(const RoomId &room, const Member &member, const QPoint &place);

private:
    using Deed = ModerationDialog::Deed;
    int rankIn(const RoomId &room) const;
    void fill(QMenu *menu, const RoomId &room, const Member &member);
    void ask(Deed deed, const RoomId &room, const Member &member);
    void give(const RoomId &room, const UserId &user, RoomRole role);
    RoomModeration::Done tellingTrouble();
    void tellKicked(const Kicked &kicked);
    void say(const QString &title, const QString &text);

    ClientSession &m_session;
    QWidget *m_window;
};

} // namespace chat
