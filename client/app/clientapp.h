#pragma once

#include "client/app/clientsettings.h"
#include "client/app/commandline.h"
#include "client/app/desktopcolors.h"
#include "client/app/settingskeyring.h"
#include "client/core/clientsession.h"
#include "client/core/serverfinder.h"
#include "client/store/localstore.h"
#include "client/ui/keydialog.h"
#include "client/ui/languages.h"
#include "client/ui/mainwindow.h"
#include "common/base/random.h"

#include <QPointer>

namespace chat {

/// The composition root: makes the parts, and leads from the join dialog to the window and back.
class ClientApp final : public QObject
{
    Q_OBJECT

public:
    /// Begins a connection to a server that is to have this key, see WebSocketTransport.
    using Connector =
        std::function<std::unique_ptr<Transport>(const QUrl &server, const Fingerprint &key)>;

    ClientApp(CommandLine commandLine, Connector connector);

    /// Shows the first window.
    void start();
    /// Closes what is open as the person would: everything is kept. The program ends with its last
    /// window.
    void stop();
    /// Writes down where the window is and how it is divided, as closing does, and goes on.
    void keepPlace();
    /// What another start of this profile wants: the window in front, and perhaps what an address
    /// names. A text that is no address is none.
    void open(const QString &address);

private:
    void raise();
    /// Which of our windows is open; null when none is.
    QWidget *frontWindow() const;
    JoinChoice initialChoice() const;
    void showJoinDialog();
    void closeJoinDialog();
    void join(const JoinChoice &choice, const Credentials &credentials);
    void makeSession(const JoinChoice &choice, const Credentials &credentials = {});
    void connectSession();
    void openStore(const QString &server);
    void showMainWindow();
    void wireWindow();
    void dropWindow();
    void onAuthenticated();
    void onRefused(const Error &error);
    void onStateChanged(ConnectionMachine::State state);
    void onUntrusted(const Fingerprint &seen);
    void trust(const QUrl &url, const Fingerprint &key);
    void keepRooms();
    void changeServer(const ServerAddress &other);
    void useTheme(Theme theme);
    void useLanguage(const QString &code);

    CommandLine m_commandLine;
    Connector m_connector;
    SystemClock m_clock;
    SystemRandom m_random;
    ClientSettings m_settings;
    QPalette m_desktopPalette; // before we set one
    DesktopColors m_desktopColors;
    Languages m_languages;
    JoinChoice m_choice;
    std::unique_ptr<ServerFinder> m_finder; // while the dialog is open
    std::unique_ptr<JoinDialog> m_dialog;
    std::unique_ptr<SettingsKeyring> m_keyring; // outlives the session
    std::unique_ptr<LocalStore> m_store; // outlives the session
    std::unique_ptr<ClientSession> m_session;
    std::unique_ptr<MainWindow> m_window; // dies before the session that it shows
    QPointer<KeyDialog> m_keyDialog; // while it is open
};

} // namespace chat
