#include "client/ui/mainwindow.h"

#include "client/core/clientsession.h"
#include "client/ui/joindialog.h"
#include "client/ui/metrics.h"
#include "client/ui/newroomdialog.h"
#include "client/ui/outboxquestion.h"
#include "client/ui/plaintext.h"
#include "client/ui/refusedrooms.h"
#include "common/base/literals.h"

#include <QApplication>
#include <QCloseEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace chat {

namespace {

constexpr int roomsWidth = 280;
constexpr int membersWidth = 220;
constexpr int membersNeed = 840; // a narrower window shows the members only when asked to

QWidget *columnOf(QWidget *parent, std::initializer_list<QWidget *> widgets)
{
    auto *column = new QWidget(parent);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return column;
}

} // namespace

MainWindow::MainWindow(ClientSession &session, const Clock &clock, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_clock(clock)
    , m_menu(new MainMenu(this))
    , m_rooms(new RoomsPane(session.rooms().list(), clock, this))
    , m_self(new OwnStatus(this))
    , m_banner(new ConnectionBanner(clock, this))
    , m_page(new RoomPage(clock, this))
    , m_members(new MembersPane(this))
    , m_splitter(new QSplitter(this))
    , m_account(new AccountPages(session, clock, this))
    , m_moderation(new ModerationPages(session, this))
{
    setObjectName(u"mainWindow"_s);
    layOut();
    wireMenu();
    wireRooms();
    wireConnection();
    showSelf();
    showConnection();
    fitMembers();
    retitle();
    m_rooms->setFocus();
}

void MainWindow::layOut()
{
    setMenuBar(m_menu);
    m_splitter->setObjectName(u"splitter"_s);
    m_splitter->setChildrenCollapsible(false);
    QWidget *rooms = columnOf(m_splitter, { m_rooms, m_self });
    QWidget *page = columnOf(m_splitter, { m_banner, m_page });
    rooms->setMinimumWidth(180);
    page->setMinimumWidth(240);
    m_members->setMinimumWidth(150);
    for (QWidget *part : { rooms, page, static_cast<QWidget *>(m_members) })
        m_splitter->addWidget(part);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({ roomsWidth, 1080 - roomsWidth - membersWidth, membersWidth });
    setCentralWidget(m_splitter);
    resize(1080, 720);
}

void MainWindow::wireMenu()
{
    connect(m_menu, &MainMenu::newRoomWanted, this, &MainWindow::askNewRoom);
    connect(m_menu, &MainMenu::leaveRoomWanted, this, &MainWindow::leaveRoom);
    connect(m_menu, &MainMenu::quitWanted, this, &MainWindow::close);
    connect(m_menu, &MainMenu::findRoomWanted, m_rooms, &RoomsPane::focusFilter);
    connect(m_menu, &MainMenu::roomStepWanted, this, [this](int step) {
        if (const RoomId next = m_rooms->neighbour(step); !next.isEmpty())
            showRoom(next);
    });
    auto *toComposer = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(toComposer, &QShortcut::activated, this, [this] {
        m_rooms->clearFilter();
        m_page->composer().takeFocus();
    });
}

void MainWindow::wireRooms()
{
    connect(m_rooms, &RoomsPane::roomChosen, this, &MainWindow::showRoom);
    connect(m_rooms, &RoomsPane::newRoomWanted, this, &MainWindow::askNewRoom);
    connect(&m_session.rooms(), &RoomStore::roomAdded, this, [this](Room *room) {
        if (room->id() == m_wanted)
            openRoom(*room);
    });
    connect(&m_session.rooms(), &RoomStore::roomRemoved, this,
            [this](Room *room) { closeRoom(*room); });
    connect(&m_session, &ClientSession::messageArrived, this, [this] {
        if (!isActiveWindow())
            QApplication::alert(this);
    });
    connect(&m_page->header(), &RoomHeader::membersToggled, this, [this](bool isShown) {
        (isNarrow() ? m_wantsMembersNarrow : m_wantsMembers) = isShown;
        fitMembers();
    });
}

void MainWindow::wireConnection()
{
    connect(&m_session, &ClientSession::stateChanged, this, &MainWindow::showConnection);
    connect(&m_session.socket(), &ReconnectingSocket::reconnecting, this,
            [this](int, std::chrono::milliseconds delay) {
                m_banner->showWaiting(m_clock.now() + delay);
            });
    connect(&m_session, &ClientSession::authenticated, this, &MainWindow::showSelf);
    connect(&m_session, &ClientSession::presenceChanged, this, &MainWindow::showSelf);
    connect(m_banner, &ConnectionBanner::tryNowWanted, &m_session, &ClientSession::tryNow);
    connect(m_banner, &ConnectionBanner::changeServerWanted, m_menu, &MainMenu::changeServerWanted);
    connect(&m_page->composer(), &Composer::drafted, &m_session, &ClientSession::setDraft);
    connect(&m_session, &ClientSession::outboxFullChanged, &m_page->composer(), &Composer::setFull);
    connect(&m_page->composer(), &Composer::spaceWanted, this, [this] {
        OutboxQuestion::ask(static_cast<int>(m_session.outbox().entries().size()), this,
                            [this] { m_session.discardOutbox(); });
    });
    connect(&m_session, &ClientSession::outboxPaused, &m_page->composer(), &Composer::showWait);
    connect(m_members, &MembersPane::menuWanted, this,
            [this](const Member &member, const QPoint &place) {
                m_moderation->openMenu(shownRoom(), member, place);
            });
    connect(m_self, &OwnStatus::passwordWanted, m_account, &AccountPages::openPassword);
    connect(m_self, &OwnStatus::devicesWanted, m_account, &AccountPages::openDevices);
    connect(&m_session, &ClientSession::selfChanged, this, &MainWindow::showSelf);
    new RefusedRooms(m_session, this);
    connect(m_self, &OwnStatus::presenceWanted, &m_session, &ClientSession::setPresence);
}

void MainWindow::introduce(const JoinChoice &choice)
{
    if (!m_session.self().id.isEmpty())
        return; // the server knows better
    m_self->setSelf(choice.name, choice.avatar);
    m_rooms->setServerName(choice.server.toText());
}

void MainWindow::showRoom(const RoomId &id)
{
    m_wanted = id;
    m_session.joinRoom(id); // also one that is here: it may be about to be left
    if (Room *room = m_session.rooms().find(id))
        openRoom(*room);
}

RoomId MainWindow::shownRoom() const
{
    return m_page->room() ? m_page->room()->id() : RoomId();
}

void MainWindow::openRoom(Room &room)
{
    m_page->composer().offerDraft(room.id(), m_session.draft(room.id()));
    m_page->setRoom(&room);
    m_members->setMembers(&room.members());
    m_rooms->setCurrent(room.id());
    m_page->composer().takeFocus();
    m_page->markRead();
    fitMembers();
    retitle();
    Q_EMIT roomShown(room.id());
}

void MainWindow::closeRoom(Room &room)
{
    const bool isShown = m_page->room() == &room;
    m_page->forget(room.id());
    if (m_wanted == room.id())
        m_wanted = {};
    if (!isShown)
        return;
    m_members->setMembers(nullptr);
    m_rooms->setCurrent({});
    fitMembers();
    retitle();
}

void MainWindow::askNewRoom()
{
    auto *dialog = new NewRoomDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewRoomDialog::createWanted, this,
            [this, dialog](const CreateRoom &room) { createRoom(room, dialog); });
    dialog->open();
}

void MainWindow::createRoom(const CreateRoom &room, NewRoomDialog *dialog)
{
    m_session.createRoom(
        room, [this, id = room.roomId, open = QPointer(dialog)](const Result<void> &made) {
            if (!made && open)
                open->showRefusal(made.error());
            if (!made)
                return;
            if (open)
                open->accept();
            showRoom(id);
        });
}

void MainWindow::leaveRoom()
{
    if (m_page->room())
        m_session.leaveRoom(m_page->room()->id());
}

void MainWindow::showConnection()
{
    using State = ConnectionMachine::State;
    const bool isFirst = m_session.socket().attempt() == 0;
    const bool isOnline = m_session.state() == State::Online;
    m_self->setConnected(isOnline);
    m_members->setConnected(isOnline);
    if (!isOnline)
        m_page->composer().hideWait();
    switch (m_session.state()) {
    case State::Offline:
        break; // stopped by ourselves: somebody else has the word
    case State::Connecting:
    case State::Greeting:
        isFirst ? m_banner->showConnecting() : m_banner->showTrying();
        break;
    case State::Online:
        m_banner->showOnline();
        break;
    case State::Waiting:
        m_banner->showWaiting(m_clock.now() + m_session.socket().untilRetry());
        break;
    case State::Refused:
        m_banner->showRefused(m_session.socket().lastClose().code);
        break;
    }
}

void MainWindow::showSelf()
{
    const Authenticated &self = m_session.self();
    if (self.id.isEmpty())
        return;
    m_self->setSelf(self.name, self.avatar);
    m_self->setHasPassword(m_session.hasPassword());
    m_self->setPresence(m_session.presence(), m_session.presenceText());
    m_rooms->setServerName(m_session.server().server.name);
}

bool MainWindow::isNarrow() const
{
    return width() < membersNeed;
}

void MainWindow::fitMembers()
{
    const bool isWanted = isNarrow() ? m_wantsMembersNarrow : m_wantsMembers;
    m_members->setVisible(isWanted && m_page->room());
    m_page->header().setMembersShown(isWanted);
}

void MainWindow::retitle()
{
    const Room *room = m_page->room();
    //: The title of the window: the room, the program
    setWindowTitle(room ? tr("%1 – %2").arg(inSentence(room->title()), u"Confab"_s) : u"Confab"_s);
    m_menu->setHasRoom(room);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Q_EMIT closing();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitMembers();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retitle();
}

} // namespace chat
