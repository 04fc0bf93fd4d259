#include "client/core/clientsession.h"
#include "client/ui/languages.h"
#include "client/ui/mainwindow.h"
#include "client/ui/newroomdialog.h"
#include "tests/client/fakeserver.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QComboBox>
#include <QMessageBox>
#include <QScrollBar>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);
const RoomId cake = RoomId::fromText(u"cake"_s);

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void joinedRoomIsShown();
    void emptyRoomSaysSo();
    void typedLineGoesOutAndSettles();
    void lineOfAnotherArrives();
    void typingIsTold();
    void othersTypingIsShown();
    void bannerAppearsAndGoes();
    void lineWrittenOfflineGoesOutByItself();
    void historyLoadsWithoutAJump();
    void readOnlyWhileLooking();
    void readWhenTheWindowIsLookedAtAgain();
    void altArrowsWalkTheRooms();
    void keysLeadToTheFilterAndBack();
    void newRoomIsMadeAndShown();
    void takenRoomIsSaidInTheDialog();
    void leftRoomLeavesAnEmptyPage();
    void membersCanBeHidden();
    void languageSwitchesTheWholeWindow();
    void linkAsksBeforeItOpens();
    void peersTextIsNeverRich();

private:
    void join(const RoomId &room, const QList<Message> &messages = {});
    void letIn();
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
};

void TestMainWindow::init()
{
    m_random = std::make_unique<SeededRandom>(7);
    m_server = std::make_unique<FakeServer>(m_clock);
    ClientProfile profile { .name = u"Ada"_s, .rooms = { tea } };
    profile.joinsOwnRooms = false;
    m_session = std::make_unique<ClientSession>(profile, m_server->factory(), m_clock, *m_random);
    m_window = std::make_unique<MainWindow>(*m_session, m_clock);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_session->start();
    m_window->showRoom(tea);
    FakeServer::settle();
    letIn();
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_session.reset();
    QVERIFY(!m_server->hasFailed);
    m_server.reset();
}

void TestMainWindow::letIn()
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

void TestMainWindow::join(const RoomId &room, const QList<Message> &messages)
{
    m_server->answer(m_server->expect<JoinRoom>(), historyOf(room, messages));
}

void TestMainWindow::joinedRoomIsShown()
{
    join(tea, linesOf(1, 20));
    QCOMPARE(m_window->shownRoom(), tea);
    QCOMPARE(find<TimelineView>(u"timeline"_s)->model()->rowCount(), 20);
    QCOMPARE(find<QListView>(u"memberList"_s)->model()->rowCount(), 2);
    QCOMPARE(find<PeerLabel>(u"serverName"_s)->text(), u"Desk"_s);
    QCOMPARE(find<PeerLabel>(u"roomTitle"_s)->text(), u"tea"_s);
}

void TestMainWindow::emptyRoomSaysSo()
{
    join(tea);
    auto *empty = find<QWidget>(u"noLines"_s);
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->findChild<QLabel *>(u"emptyTitle"_s)->text(), u"It is quiet here"_s);
    m_server->push(NewMessage { lineOf(1, u"bob"_s, u"hello"_s) });
    QVERIFY(!empty->isVisible());
}

void TestMainWindow::typedLineGoesOutAndSettles()
{
    join(tea);
    type(u"hello"_s);
    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    const auto *timeline = find<TimelineView>(u"timeline"_s);
    QCOMPARE(timeline->model()->rowCount(), 1); // at once

    const auto sent = m_server->expect<SendMessage>();
    QCOMPARE(sent.event.content, u"hello"_s);
    m_server->answer(sent,
                     MessageAccepted { .roomId = tea,
                                       .tag = *sent.event.tag,
                                       .seq = Seq::fromNumber(1),
                                       .id = MessageId::fromText(u"m1"_s),
                                       .timestamp = m_clock.wallTime() });
    QCOMPARE(timeline->model()->rowCount(), 1);
    QVERIFY(timeline->model()
                ->index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .endsWith(u"hello, sent"_s));
}

void TestMainWindow::lineOfAnotherArrives()
{
    join(tea, linesOf(1, 3));
    m_server->push(NewMessage { lineOf(4, u"bob"_s, u"good morning"_s) });
    const QAbstractItemModel *rows = find<TimelineView>(u"timeline"_s)->model();
    QCOMPARE(rows->rowCount(), 4);
    QCOMPARE(rows->index(3, 0).data(TimelineModel::ContentRole).toString(), u"good morning"_s);
}

void TestMainWindow::typingIsTold()
{
    join(tea);
    type(u"h"_s);
    QCOMPARE(m_server->expect<Typing>().event.roomId, tea);
}

void TestMainWindow::othersTypingIsShown()
{
    join(tea);
    auto *bar = find<TypingBar>(u"typingBar"_s);
    const int height = bar->height();
    m_server->push(
        UserTyping { .roomId = tea, .userId = UserId::fromText(u"bob"_s), .userName = u"Bob"_s });
    QCOMPARE(bar->text(), u"Bob is typing"_s);
    QCOMPARE(bar->height(), height);
    m_server->push(UserStoppedTyping { .roomId = tea, .userId = UserId::fromText(u"bob"_s) });
    QVERIFY(bar->text().isEmpty());
}

void TestMainWindow::bannerAppearsAndGoes()
{
    join(tea);
    auto *banner = find<ConnectionBanner>(u"connectionBanner"_s);
    QVERIFY(!banner->isVisible());
    m_server->cut();
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(), u"No connection. Trying again in 1 s"_s);

    QTest::mouseClick(find<QPushButton>(u"tryNow"_s), Qt::LeftButton);
    FakeServer::settle();
    letIn();
    join(tea);
    QCOMPARE(banner->text(), u"Back online"_s);
    m_clock.advance(ConnectionBanner::goodNews);
    banner->refresh();
    QVERIFY(!banner->isVisible());
}

void TestMainWindow::lineWrittenOfflineGoesOutByItself()
{
    join(tea);
    m_server->cut();
    type(u"later"_s);
    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    QCOMPARE(find<TimelineView>(u"timeline"_s)->model()->rowCount(), 1);
    m_session->tryNow();
    FakeServer::settle();
    letIn();
    join(tea);
    QCOMPARE(m_server->expect<SendMessage>().event.content, u"later"_s);
}

void TestMainWindow::historyLoadsWithoutAJump()
{
    join(tea, linesOf(101, 150));
    auto *view = find<TimelineView>(u"timeline"_s);
    view->verticalScrollBar()->setValue(40);
    FakeServer::settle();
    const QModelIndex first = view->indexAt(QPoint(view->width() / 2, 0));
    const int before = view->visualRect(first).top();
    const QPersistentModelIndex kept = first;

    const auto asked = m_server->expect<History>();
    QCOMPARE(asked.event.before, Seq::fromNumber(101));
    HistoryPage page;
    page.roomId = tea;
    page.epoch = Epoch::fromText(u"e1"_s);
    page.headSeq = Seq::fromNumber(150);
    page.messages = linesOf(51, 100);
    m_server->answer(asked, page);
    QCOMPARE(view->model()->rowCount(), 100);
    QCOMPARE(view->visualRect(kept).top(), before);
}

void TestMainWindow::readOnlyWhileLooking()
{
    join(tea, linesOf(11, 60));
    QCOMPARE(room().readSeq(), Seq::fromNumber(60)); // active, at the newest line

    auto *view = find<TimelineView>(u"timeline"_s);
    view->verticalScrollBar()->setValue(0);
    m_server->push(NewMessage { lineOf(61, u"bob"_s, u"unseen"_s) });
    QCOMPARE(room().readSeq(), Seq::fromNumber(60));
    QCOMPARE(room().unread(), 1);
    view->jumpToNewest();
    QCOMPARE(room().readSeq(), Seq::fromNumber(61));
}

void TestMainWindow::readWhenTheWindowIsLookedAtAgain()
{
    join(tea, linesOf(1, 3));
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    m_server->push(NewMessage { lineOf(4, u"bob"_s, u"psst"_s) });
    QCOMPARE(room().unread(), 1);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QCOMPARE(room().unread(), 0);
}

void TestMainWindow::altArrowsWalkTheRooms()
{
    join(tea, linesOf(1, 3)); // has been said something in: it is above
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    join(cake);
    QCOMPARE(m_window->shownRoom(), cake);
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_window->shownRoom(), tea);
}

void TestMainWindow::keysLeadToTheFilterAndBack()
{
    join(tea);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *filter = find<QLineEdit>(u"roomFilter"_s);
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, u"ca"_s);
    QCOMPARE(find<QListView>(u"roomList"_s)->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(find<QListView>(u"roomList"_s)->model()->rowCount(), 2);
    QCOMPARE(QApplication::focusWidget(), find<QWidget>(u"composerEdit"_s));
}

void TestMainWindow::newRoomIsMadeAndShown()
{
    join(tea);
    QTest::mouseClick(find<QAbstractButton>(u"newRoom"_s), Qt::LeftButton);
    QTest::keyClicks(find<QLineEdit>(u"newRoomTitle"_s), u"Quiet Corner"_s);
    find<QComboBox>(u"newRoomRetention"_s)->setCurrentIndex(5);
    QTest::mouseClick(find<QPushButton>(u"createRoom"_s), Qt::LeftButton);
    const auto asked = m_server->expect<CreateRoom>();
    QCOMPARE(asked.event.roomId.text(), u"quiet-corner"_s);
    QCOMPARE(asked.event.title, u"Quiet Corner"_s);
    QCOMPARE(asked.event.retention->keep, Keep::None);
    m_server->answer(asked, RoomCreated { summaryOf(asked.event.roomId) });
    join(asked.event.roomId);
    QCOMPARE(m_window->shownRoom(), asked.event.roomId);
}

void TestMainWindow::takenRoomIsSaidInTheDialog()
{
    join(tea);
    QTest::mouseClick(find<QAbstractButton>(u"newRoom"_s), Qt::LeftButton);
    QTest::keyClicks(find<QLineEdit>(u"newRoomTitle"_s), u"Cake"_s);
    QTest::mouseClick(find<QPushButton>(u"createRoom"_s), Qt::LeftButton);
    m_server->refuse(m_server->expect<CreateRoom>(), { .code = ErrorCode::Conflict });
    QVERIFY(find<QLabel>(u"newRoomProblem"_s)->isVisible());
    QCOMPARE(m_window->shownRoom(), tea);
}

void TestMainWindow::leftRoomLeavesAnEmptyPage()
{
    join(tea);
    Q_EMIT m_window->menu().leaveRoomWanted();
    m_server->answer(m_server->expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QCOMPARE(m_window->shownRoom(), RoomId());
    QVERIFY(find<QWidget>(u"noRoom"_s)->isVisible());
}

void TestMainWindow::membersCanBeHidden()
{
    join(tea);
    auto *members = find<QWidget>(u"membersPane"_s);
    QVERIFY(members->isVisible());
    QTest::mouseClick(find<QAbstractButton>(u"membersButton"_s), Qt::LeftButton);
    QVERIFY(!members->isVisible());
    m_window->resize(600, 600);
    QVERIFY(!members->isVisible());
    QTest::mouseClick(find<QAbstractButton>(u"membersButton"_s), Qt::LeftButton);
    QVERIFY(members->isVisible());
}

void TestMainWindow::languageSwitchesTheWholeWindow()
{
    join(tea);
    Languages languages;
    languages.use(u"ar"_s);
    FakeServer::settle();
    QCOMPARE(m_window->layoutDirection(), Qt::RightToLeft);
    QCOMPARE(find<QLineEdit>(u"roomFilter"_s)->placeholderText(), u"البحث عن غرفة"_s);
    languages.use(u"en"_s);
    FakeServer::settle();
    QCOMPARE(m_window->layoutDirection(), Qt::LeftToRight);
    QCOMPARE(find<QLineEdit>(u"roomFilter"_s)->placeholderText(), u"Find a room"_s);
}

void TestMainWindow::linkAsksBeforeItOpens()
{
    join(tea);
    Q_EMIT find<TimelineView>(u"timeline"_s)
        ->linkActivated(QUrl(u"https://bank.example@evil.example/<b>x</b>"_s));
    const auto *prompt = find<QMessageBox>(u"linkPrompt"_s);
    QVERIFY(prompt);
    QVERIFY(prompt->text().contains(u"page of evil.example?"_s));
    QCOMPARE(prompt->textFormat(), Qt::PlainText);
}

void TestMainWindow::peersTextIsNeverRich()
{
    join(tea);
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    QVERIFY(!labels.isEmpty());
    for (const QLabel *label : labels)
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
