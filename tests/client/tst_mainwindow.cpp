#include "client/ui/languages.h"
#include "tests/client/openwindow.h"

#include <QAccessible>
#include <QMessageBox>
#include <QScrollBar>
#include <QSignalSpy>

using namespace chat;
using namespace std::chrono_literals;

class TestMainWindow : public OpenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void joinedRoomIsShown();
    void emptyRoomSaysSo();
    void typedLineGoesOutAndSettles();
    void lineOfAnotherArrives();
    void typingIsTold();
    void othersTypingIsShown();
    void bannerAppearsAndGoes();
    void nobodyIsSaidToBeThereWithoutAConnection();
    void ownStatusIsOfflineWithoutAConnection();
    void lineWrittenOfflineGoesOutByItself();
    void fullOutboxAsks();
    void historyLoadsWithoutAJump();
    void readOnlyWhileLooking();
    void readWhenTheWindowIsLookedAtAgain();
    void keysLeadToTheFilterAndBack();
    void everyControlHasAName();
    void membersCanBeHidden();
    void languageSwitchesTheWholeWindow();
    void linkAsksBeforeItOpens();
    void peersTextIsNeverRich();
};

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

void TestMainWindow::nobodyIsSaidToBeThereWithoutAConnection()
{
    join(tea);
    const QAbstractItemModel *members = find<QListView>(u"memberList"_s)->model();
    const auto spoken = [members] {
        return members->index(0, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(spoken().endsWith(u", Online"_s), qPrintable(spoken()));
    QSignalSpy changed(members, &QAbstractItemModel::dataChanged);
    m_server->cut();
    QCOMPARE(changed.size(), 1);
    QVERIFY2(!spoken().contains(u','), qPrintable(spoken()));
    m_session->tryNow();
    FakeServer::settle();
    letIn();
    QVERIFY(spoken().endsWith(u", Online"_s));
    join(tea);
}

void TestMainWindow::ownStatusIsOfflineWithoutAConnection()
{
    join(tea);
    const auto *status = find<OwnStatus>(u"ownStatus"_s);
    QCOMPARE(status->accessibleName(), u"Ada, Online"_s);
    m_session->setPresence(PresenceStatus::Busy);
    QCOMPARE(status->accessibleName(), u"Ada, Busy"_s);
    m_server->cut();
    QCOMPARE(status->accessibleName(), u"Ada, Offline"_s);
    m_session->tryNow();
    FakeServer::settle();
    QCOMPARE(status->accessibleName(), u"Ada, Offline"_s);
    letIn();
    QCOMPARE(status->accessibleName(), u"Ada, Busy"_s);
    join(tea);
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

void TestMainWindow::fullOutboxAsks()
{
    join(tea);
    m_server->cut();
    for (int line = 0; line < limits::outboxEntries; ++line)
        m_session->sendMessage(tea, u"later"_s);
    const QAbstractItemModel *rows = find<TimelineView>(u"timeline"_s)->model();
    QCOMPARE(rows->rowCount(), limits::outboxEntries);
    type(u"one more"_s);
    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    auto *question = find<QMessageBox>(u"outboxQuestion"_s);
    QVERIFY(question->isVisible());
    QVERIFY(question->text().contains(u"500"_s));
    QTest::mouseClick(find<QPushButton>(u"letThemWait"_s), Qt::LeftButton);
    QTRY_VERIFY(!find<QMessageBox>(u"outboxQuestion"_s));
    QCOMPARE(rows->rowCount(), limits::outboxEntries);

    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    QTest::mouseClick(find<QPushButton>(u"deleteThem"_s), Qt::LeftButton);
    QCOMPARE(rows->rowCount(), 0);
    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->index(0, 0).data(TimelineModel::ContentRole).toString(), u"one more"_s);
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

void TestMainWindow::everyControlHasAName()
{
    join(tea);
    QTest::mouseClick(find<QAbstractButton>(u"newRoom"_s), Qt::LeftButton);
    QStringList named;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        named << QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
        QVERIFY2(!named.last().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY2(named.size() > 10, qPrintable(named.join(u',')));
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
