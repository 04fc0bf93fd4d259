#pragma once

#include "client/ui/accountpages.h"
#include "client/ui/connectionbanner.h"
#include "client/ui/mainmenu.h"
#include "client/ui/memberspane.h"
#include "client/ui/moderationpages.h"
#include "client/ui/ownstatus.h"
#include "client/ui/roompage.h"
#include "client/ui/roomspane.h"

#include <QMainWindow>
#include <QSplitter>

namespace chat {

class ClientSession;
struct JoinChoice;
class NewRoomDialog;
class Room;
struct CreateRoom;

/// The window of one session: rooms at one side, the room that is read in the middle, its members
/// at the other side. Tells the session what the person wants, and shows what comes of it.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `session` outlives the window.
    MainWindow(ClientSession &session, const Clock &clock, QWidget *parent = nullptr);

    MainMenu &menu() { return *m_menu; }
    /// Who one is and where, as far as that is known before the server has answered.
    void introduce(const JoinChoice &choice);
    /// Shows the room, joining it first when that is needed.
    void showRoom(const RoomId &id);
    /// The room that is shown; empty when none is.
    RoomId shownRoom() const;

    /// The widths of the parts, as bytes to keep. restorePanes() ignores what it did not write.
    QByteArray savePanes() const { return m_splitter->saveState(); }
    void restorePanes(const QByteArray &panes) { m_splitter->restoreState(panes); }

Q_SIGNALS:
    void roomShown(const chat::RoomId &id);
    /// The person closes the window; its geometry is still there.
    void closing();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void wireMenu();
    void wireRooms();
    void wireConnection();
    void openRoom(Room &room);
    void closeRoom(Room &room);
    void askNewRoom();
    void createRoom(const CreateRoom &room, NewRoomDialog *dialog);
    void leaveRoom();
    void showConnection();
    void showSelf();
    bool isNarrow() const;
    void fitMembers();
    void retitle();

    ClientSession &m_session;
    const Clock &m_clock;
    MainMenu *m_menu;
    RoomsPane *m_rooms;
    OwnStatus *m_self;
    ConnectionBanner *m_banner;
    RoomPage *m_page;
    MembersPane *m_members;
    QSplitter *m_splitter;
    AccountPages *m_account;
    ModerationPages *m_moderation;
    RoomId m_wanted; // to be shown as soon as it is joined
    // Whether the person wants to see the members, in a wide and in a narrow window.
    bool m_wantsMembers = true;
    bool m_wantsMembersNarrow = false;
};

} // namespace chat
