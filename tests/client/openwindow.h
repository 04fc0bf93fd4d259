#pragma once

#include "client/core/clientsession.h"
#include "client/ui/mainwindow.h"
#include "tests/client/fakeserver.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

namespace chat {

inline const RoomId tea = RoomId::fromText(u"tea"_s);
inline const RoomId cake = RoomId::fromText(u"cake"_s);

/// For each test an active window of Ada's, who wants to be in tea, and the server end that it
/// talks to, which has let her in.
class OpenWindow : public QObject
{
    Q_OBJECT

protected:
    void letIn()
    {
        Welcome welcome;
        welcome.message = u"Hello"_s;
        welcome.server = { .id = u"s1"_s, .name = u"Desk"_s };
        welcome.version = u"confab.v1"_s;
        m_server->push(welcome);
        Authenticated self;
        self.id = UserId::fromText(u"ada"_s);
        self.name = u"Ada"_s;
        self.token = u"token"_s;
        m_server->answer(m_server->expect<Authenticate>(), self);
        m_server->answer(m_server->expect<ListRooms>(),
                         RoomList { { summaryOf(tea), summaryOf(cake) } });
    }
    void join(const RoomId &room, const QList<Message> &messages = {})
    {
        m_server->answer(m_server->expect<JoinRoom>(), historyOf(room, messages));
    }
    Room &room() { return *m_session->rooms().find(tea); }
    void type(const QString &text) { QTest::keyClicks(find<QWidget>(u"composerEdit"_s), text); }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return m_window->findChild<Widget *>(name);
    }

    FakeClock m_clock;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientSession> m_session;
    std::unique_ptr<MainWindow> m_window;

private Q_SLOTS:
    void init()
    {
        m_random = std::make_unique<SeededRandom>(7);
        m_server = std::make_unique<FakeServer>(m_clock);
        ClientProfile profile { .name = u"Ada"_s, .rooms = { tea } };
        profile.joinsOwnRooms = false;
        m_session =
            std::make_unique<ClientSession>(profile, m_server->factory(), m_clock, *m_random);
        m_window = std::make_unique<MainWindow>(*m_session, m_clock);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_session->start();
        m_window->showRoom(tea);
        FakeServer::settle();
        letIn();
    }
    void cleanup()
    {
        m_window.reset();
        m_session.reset();
        QVERIFY(!m_server->hasFailed);
        m_server.reset();
    }
};

} // namespace chat
