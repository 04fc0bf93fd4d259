#include "client/app/clientapp.h"

#include "client/app/systemuser.h"
#include "client/core/devicename.h"
#include "client/core/networkwatch.h"
#include "client/ui/avatar.h"
#include "client/ui/storetrouble.h"
#include "common/base/limits.h"
#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QApplication>

namespace chat {

namespace {

const QString generalRoom = u"general"_s; // there is one on every server

} // namespace

ClientApp::ClientApp(CommandLine commandLine, Connector connector)
    : m_commandLine(std::move(commandLine))
    , m_connector(std::move(connector))
    , m_settings(m_commandLine.profile, m_commandLine.settingsDirectory)
    , m_desktopPalette(QApplication::palette())
{
    connect(&m_desktopColors, &DesktopColors::changed, this,
            [this] { useTheme(m_settings.theme()); });
}

void ClientApp::start()
{
    const QString language = m_settings.language();
    useTheme(m_settings.theme());
    useLanguage(language.isEmpty() ? Languages::ofSystem() : language);

    m_choice = initialChoice();
    const bool isNameKnown =
        !m_commandLine.name.isEmpty() || !m_settings.lastChoice().name.isEmpty();
    const bool goesStraight = m_commandLine.address ? isNameKnown : m_settings.wasJoined();
    if (!goesStraight || m_choice.server.url.isEmpty()) {
        showJoinDialog();
        return;
    }
    makeSession(m_choice);
    showMainWindow();
    m_session->start();
}

void ClientApp::stop()
{
    QApplication::closeAllWindows();
}

// What the command line says, before what was chosen last time, before what the system knows.
JoinChoice ClientApp::initialChoice() const
{
    JoinChoice choice = m_settings.lastChoice();
    if (!m_commandLine.name.isEmpty())
        choice.name = m_commandLine.name;
    if (choice.name.isEmpty())
        choice.name = systemUserName();
    if (choice.avatar.isEmpty())
        choice.avatar = avatarColor({}, choice.name).name();
    if (m_commandLine.address)
        choice.server = *m_commandLine.address;
    return choice;
}

void ClientApp::showJoinDialog()
{
    m_finder = std::make_unique<ServerFinder>(m_clock);
    m_dialog =
        std::make_unique<JoinDialog>(m_finder->servers(), m_choice, m_settings.history(), m_clock);
    connect(m_dialog.get(), &JoinDialog::joinWanted, this, &ClientApp::join);
    m_dialog->show();
    if (!m_finder->start(limits::beaconPort))
        qCInfo(lcClient, "can not listen for servers nearby: %ls",
               qUtf16Printable(m_finder->errorString()));
}

void ClientApp::closeJoinDialog()
{
    if (m_dialog) // it may be what called us
        m_dialog.release()->deleteLater();
    if (m_finder)
        m_finder.release()->deleteLater();
}

void ClientApp::join(const JoinChoice &choice, const Credentials &credentials)
{
    makeSession(choice, credentials);
    m_dialog->showConnecting();
    m_session->start();
}

void ClientApp::makeSession(const JoinChoice &choice, const Credentials &credentials)
{
    m_choice = choice;
    const QUrl url = choice.server.url;
    QList<RoomId> rooms = m_settings.rooms(url);
    const RoomId wanted = choice.server.room;
    if (!wanted.isEmpty() && !rooms.contains(wanted))
        rooms << wanted;
    m_session.reset();
    m_store.reset();
    m_keyring = std::make_unique<SettingsKeyring>(m_settings, url);
    const ClientProfile profile { .name = choice.name,
                                  .avatar = choice.avatar,
                                  .keyring = m_keyring.get(),
                                  .deviceId = m_settings.deviceId(m_random),
                                  .deviceName = deviceName(u"Confab"_s),
                                  .credentials = credentials,
                                  .rooms = rooms };
    m_session = std::make_unique<ClientSession>(
        profile, [this, url] { return m_connector(url, m_settings.keyAt(url)); }, m_clock,
        m_random);
    connectSession();
    if (const QString server = m_settings.serverAt(url); !server.isEmpty())
        openStore(server);
}

void ClientApp::connectSession()
{
    connect(m_session.get(), &ClientSession::authenticated, this, &ClientApp::onAuthenticated);
    connect(m_session.get(), &ClientSession::authenticationRefused, this, &ClientApp::onRefused);
    connect(m_session.get(), &ClientSession::stateChanged, this, &ClientApp::onStateChanged);
    connect(m_session.get(), &ClientSession::storeWanted, this, &ClientApp::openStore);
    connect(m_session.get(), &ClientSession::storeFailed, this,
            [this] { StoreTrouble::tellUnkept(frontWindow()); });
    watchNetwork(m_session->socket());
    connect(&m_session->rooms(), &RoomStore::roomAdded, this, &ClientApp::keepRooms);
    connect(&m_session->rooms(), &RoomStore::roomRemoved, this, &ClientApp::keepRooms,
            Qt::QueuedConnection); // the room is gone only after the signal
}

void ClientApp::openStore(const QString &server)
{
    m_settings.setServerAt(m_choice.server.url, server);
    auto store = std::make_unique<LocalStore>(m_settings.storeFolder(server));
    connect(store.get(), &LocalStore::outboxLost, this,
            [this](const QString &file) { StoreTrouble::tellLost(file, frontWindow()); });
    m_session->useStore(*store, server);
    m_store = std::move(store);
}

QWidget *ClientApp::frontWindow() const
{
    return m_window ? static_cast<QWidget *>(m_window.get()) : m_dialog.get();
}

void ClientApp::open(const QString &address)
{
    const auto place = ServerAddress::fromText(address);
    if (place && m_window && place->url == m_choice.server.url) {
        if (!place->room.isEmpty())
            m_window->showRoom(place->room);
    } else if (place) {
        changeServer(*place);
    }
    raise();
}

void ClientApp::raise()
{
    QWidget *const window = frontWindow();
    if (!window)
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

void ClientApp::showMainWindow()
{
    m_window = std::make_unique<MainWindow>(*m_session, m_clock);
    m_window->restoreGeometry(m_settings.geometry());
    m_window->restorePanes(m_settings.panes());
    m_window->menu().setTheme(m_settings.theme());
    m_window->menu().setLanguage(m_languages.current());
    m_window->introduce(m_choice);
    wireWindow();
    m_window->show();

    RoomId room = m_choice.server.room;
    if (room.isEmpty())
        room = m_settings.shownRoom(m_choice.server.url);
    m_window->showRoom(room.isEmpty() ? RoomId::fromText(generalRoom) : room);
}

void ClientApp::wireWindow()
{
    MainMenu &menu = m_window->menu();
    connect(&menu, &MainMenu::themeWanted, this, &ClientApp::useTheme);
    connect(&menu, &MainMenu::languageWanted, this, &ClientApp::useLanguage);
    connect(&menu, &MainMenu::changeServerWanted, this,
            [this] { changeServer({ .url = m_choice.server.url, .room = {} }); });
    connect(m_window.get(), &MainWindow::roomShown, this,
            [this](const RoomId &id) { m_settings.setShownRoom(m_choice.server.url, id); });
    connect(m_window.get(), &MainWindow::closing, this, [this] {
        keepPlace();
        m_session->stop();
    });
}

void ClientApp::keepPlace()
{
    if (!m_window)
        return;
    m_settings.setGeometry(m_window->saveGeometry());
    m_settings.setPanes(m_window->savePanes());
}

void ClientApp::dropWindow()
{
    if (!m_window)
        return;
    keepPlace();
    m_window->hide();
    m_window.release()->deleteLater(); // it may be what called us
}

void ClientApp::onAuthenticated()
{
    const Authenticated &self = m_session->self();
    m_choice.name = self.name;
    m_settings.setLastChoice(m_choice);
    m_settings.setJoined(true);
    if (m_window)
        return;
    closeJoinDialog();
    showMainWindow();
}

void ClientApp::onRefused(const Error &error)
{
    if (!m_dialog)
        showJoinDialog();
    m_dialog->showRefusal(error, m_session->server().entry);
    dropWindow();
}

void ClientApp::onStateChanged(ConnectionMachine::State state)
{
    const CloseReason end = m_session->socket().lastClose();
    if (state == ConnectionMachine::State::Refused && end.code == int(CloseCode::Untrusted)) {
        if (m_dialog)
            m_dialog->showUntrusted(m_choice.server);
        onUntrusted(Fingerprint::fromHex(end.text).value_or(Fingerprint()));
        return;
    }
    if (!m_dialog)
        return;
    if (state == ConnectionMachine::State::Waiting)
        m_dialog->showUnreachable();
    else if (state == ConnectionMachine::State::Refused)
        m_dialog->showClosed(m_choice.server, end.code);
}

void ClientApp::onUntrusted(const Fingerprint &seen)
{
    if (seen.isEmpty()) // nothing that a person could compare
        return;
    const QUrl url = m_choice.server.url;
    const Fingerprint known = m_settings.keyAt(url);
    if (known.isEmpty() && m_settings.knowsKey(seen)) {
        trust(url, seen); // a server that the person knows, at another address
        return;
    }
    const QString announced = m_finder ? m_finder->servers().keyAnnouncedAt(url) : QString();
    delete m_keyDialog;
    m_keyDialog =
        new KeyDialog({ .address = m_choice.server.toText(),
                        .seen = seen,
                        .known = known,
                        .announced = Fingerprint::fromHex(announced).value_or(Fingerprint()) },
                      m_window ? static_cast<QWidget *>(m_window.get()) : m_dialog.get());
    connect(m_keyDialog, &QDialog::accepted, this, [this, url, seen] { trust(url, seen); });
    m_keyDialog->open();
}

void ClientApp::trust(const QUrl &url, const Fingerprint &key)
{
    const Fingerprint former = m_settings.keyAt(url);
    m_settings.setKeyAt(url, key);
    // The person says that it is the same server: the token goes with it.
    const QString server = m_settings.serverAt(url);
    if (!former.isEmpty() && m_settings.proofOfToken(server) == former.toHex())
        m_settings.bindToken(server, key.toHex());
    if (m_choice.server.url != url)
        return;
    if (m_dialog)
        m_dialog->showConnecting();
    m_session->start();
}

void ClientApp::keepRooms()
{
    QList<RoomId> ids;
    const QList<Room *> rooms = m_session->rooms().rooms();
    for (const Room *room : rooms)
        ids << room->id();
    m_settings.setRooms(m_choice.server.url, ids);
}

void ClientApp::changeServer(const ServerAddress &other)
{
    if (m_session)
        m_session->stop();
    m_settings.setJoined(false);
    m_choice.server = other;
    closeJoinDialog();
    showJoinDialog();
    dropWindow();
}

void ClientApp::useTheme(Theme theme)
{
    m_settings.setTheme(theme);
    const bool isDesktopDark = m_desktopColors.preference() == DesktopColors::Preference::Dark;
    QApplication::setPalette(paletteOf(theme, m_desktopPalette, isDesktopDark));
}

void ClientApp::useLanguage(const QString &code)
{
    m_languages.use(code);
    if (m_window) { // chosen, not guessed
        m_settings.setLanguage(code);
        m_window->menu().setLanguage(code);
    }
}

} // namespace chat
