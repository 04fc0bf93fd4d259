#pragma once

#include "client/app/clientapp.h"
#include "tests/client/fakeserver.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QApplication>
#include <QTemporaryDir>

namespace chat {

inline const RoomId tea = RoomId::fromText(u"tea"_s);
inline const RoomId cake = RoomId::fromText(u"cake"_s);

inline Welcome welcome()
{
    Welcome welcome;
    welcome.message = u"Hello"_s;
    welcome.server = { .id = u"s1"_s, .name = u"Desk"_s };
    welcome.version = protocolVersion;
    return welcome;
}

inline Authenticated ada(const QString &token)
{
    Authenticated self;
    self.id = UserId::fromText(u"u-ada"_s);
    self.name = u"Ada"_s;
    self.token = token;
    return self;
}

/// For each test the whole program but for its main(), with a server that the test leads.
class RunningApp : public QObject
{
    Q_OBJECT

protected:
    void run(const QString &address = {});
    void end() { m_app.reset(); }
    void fillIn(const QString &name, const QString &address);
    void letIn(const QList<RoomSummary> &rooms = { summaryOf(tea), summaryOf(cake) });
    void joinAsked();
    void pressJoin() { find<QPushButton>(u"joinButton"_s)->click(); }
    void refuse(CloseCode code);
    QWidget *window(const QString &name);
    QWidget *dialog() { return window(u"joinDialog"_s); }
    MainWindow *mainWindow() { return static_cast<MainWindow *>(window(u"mainWindow"_s)); }
    template <class Widget>
    Widget *find(const QString &name)
    {
        QWidget *const parent = dialog() ? dialog() : mainWindow();
        return parent->findChild<Widget *>(name);
    }

    FakeClock m_clock;
    QList<QUrl> m_urls; // that were connected to
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientApp> m_app;

private Q_SLOTS:
    void init();
    void cleanup();
};

inline void RunningApp::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FakeServer>(m_clock);
    m_urls.clear();
}

inline void RunningApp::cleanup()
{
    end();
    QVERIFY(!m_server->hasFailed);
}

inline void RunningApp::run(const QString &address)
{
    CommandLine line;
    line.settingsDirectory = m_folder->path();
    if (!address.isEmpty())
        line.address = ServerAddress::fromText(address);
    m_app = std::make_unique<ClientApp>(line, [this](const QUrl &url, const Fingerprint &) {
        m_urls << url;
        return m_server->factory()();
    });
    m_app->start();
    FakeServer::settle();
}

/// The one that is shown; those that were let go may still wait for their deletion.
inline QWidget *RunningApp::window(const QString &name)
{
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto found = std::ranges::find_if(all, [&name](const QWidget *widget) {
        return widget->objectName() == name && widget->isVisible();
    });
    return found == all.end() ? nullptr : *found;
}

inline void RunningApp::fillIn(const QString &name, const QString &address)
{
    find<QLineEdit>(u"nameEdit"_s)->setText(name);
    find<QLineEdit>(u"addressEdit"_s)->setText(address);
}

inline void RunningApp::letIn(const QList<RoomSummary> &rooms)
{
    m_server->push(welcome());
    m_server->answer(m_server->expect<Authenticate>(), ada(u"t1"_s));
    m_server->answer(m_server->expect<ListRooms>(), RoomList { rooms });
}

/// Answers every join that was asked for.
inline void RunningApp::joinAsked()
{
    while (m_server->waiting<JoinRoom>() > 0) {
        const auto asked = m_server->expect<JoinRoom>();
        m_server->answer(asked, historyOf(asked.event.roomId, linesOf(1, 3)));
    }
}

inline void RunningApp::refuse(CloseCode code)
{
    m_server->peer->close(code, u"no"_s);
    FakeServer::settle();
}

} // namespace chat
