#include "client/ui/newroomdialog.h"
#include "tests/client/openwindow.h"

#include <QClipboard>
#include <QComboBox>
#include <QMessageBox>

using namespace chat;

/// Rooms as they are chosen, made and left in the main window.
class TestWindowRooms : public OpenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void altArrowsWalkTheRooms();
    void newRoomIsMadeAndShown();
    void roomTellsWhatItPromises();
    void takenRoomIsSaidInTheDialog();
    void leftRoomLeavesAnEmptyPage();
    void roomThatIsLeftAndChosenAgainStays();
    void roomThatIsClosedToOneIsSaid();
    void linesThatNoRoomCanShowAreShown();
};

void TestWindowRooms::altArrowsWalkTheRooms()
{
    join(tea, linesOf(1, 3)); // has been said something in: it is above
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    join(cake);
    QCOMPARE(m_window->shownRoom(), cake);
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_window->shownRoom(), tea);
}

void TestWindowRooms::newRoomIsMadeAndShown()
{
    join(tea);
    QTest::mouseClick(find<QAbstractButton>(u"newRoom"_s), Qt::LeftButton);
    QTest::keyClicks(find<QLineEdit>(u"newRoomTitle"_s), u"Quiet Corner"_s);
    find<QComboBox>(u"newRoomRetention"_s)->setCurrentIndex(5);
    find<QCheckBox>(u"newRoomReceipts"_s)->click();
    QTest::mouseClick(find<QPushButton>(u"createRoom"_s), Qt::LeftButton);
    const auto asked = m_server->expect<CreateRoom>();
    QCOMPARE(asked.event.roomId.text(), u"quiet-corner"_s);
    QCOMPARE(asked.event.title, u"Quiet Corner"_s);
    QCOMPARE(asked.event.retention->keep, Keep::None);
    QCOMPARE(asked.event.showsReceipts, true);
    m_server->answer(asked, RoomCreated { summaryOf(asked.event.roomId) });
    join(asked.event.roomId);
    QCOMPARE(m_window->shownRoom(), asked.event.roomId);
}

void TestWindowRooms::roomTellsWhatItPromises()
{
    RoomHistory history = historyOf(tea, linesOf(1, 3));
    history.retention = { .keep = Keep::Days, .amount = 30 };
    history.showsReceipts = true;
    m_server->answer(m_server->expect<JoinRoom>(), history);
    const QString head = find<PeerLabel>(u"roomTopic"_s)->text();
    QVERIFY2(head.contains(u"Keeps messages for 30 days"_s), qPrintable(head));
    QVERIFY2(head.contains(u"Shows who has read"_s), qPrintable(head));
}

void TestWindowRooms::takenRoomIsSaidInTheDialog()
{
    join(tea);
    QTest::mouseClick(find<QAbstractButton>(u"newRoom"_s), Qt::LeftButton);
    QTest::keyClicks(find<QLineEdit>(u"newRoomTitle"_s), u"Cake"_s);
    QTest::mouseClick(find<QPushButton>(u"createRoom"_s), Qt::LeftButton);
    m_server->refuse(m_server->expect<CreateRoom>(), { .code = ErrorCode::Conflict });
    QVERIFY(find<QLabel>(u"newRoomProblem"_s)->isVisible());
    QCOMPARE(m_window->shownRoom(), tea);
}

void TestWindowRooms::leftRoomLeavesAnEmptyPage()
{
    join(tea);
    Q_EMIT m_window->menu().leaveRoomWanted();
    m_server->answer(m_server->expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QCOMPARE(m_window->shownRoom(), RoomId());
    QVERIFY(find<QWidget>(u"noRoom"_s)->isVisible());
}

void TestWindowRooms::roomThatIsLeftAndChosenAgainStays()
{
    join(tea, linesOf(1, 3));
    Q_EMIT m_window->menu().leaveRoomWanted();
    m_window->showRoom(tea);
    m_server->answer(m_server->expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QCOMPARE(m_window->shownRoom(), tea);
    join(tea, linesOf(1, 4));
    QCOMPARE(m_window->shownRoom(), tea);
    QVERIFY(room().isLive());
}

void TestWindowRooms::roomThatIsClosedToOneIsSaid()
{
    join(tea);
    m_window->showRoom(cake);
    m_server->refuse(m_server->expect<JoinRoom>(), { .code = ErrorCode::NotFound });
    auto *const box = find<QMessageBox>(u"refusedRoom"_s);
    QVERIFY(box);
    QVERIFY2(box->text().contains(u"cake"_s), qPrintable(box->text()));
    QVERIFY(!box->findChild<QPushButton *>(u"copyAndDelete"_s));
}

void TestWindowRooms::linesThatNoRoomCanShowAreShown()
{
    join(tea);
    type(u"is anybody there?"_s);
    QTest::keyClick(find<QWidget>(u"composerEdit"_s), Qt::Key_Return);
    m_server->refuse(m_server->expect<SendMessage>(), { .code = ErrorCode::NotAuthorized });
    QVERIFY(!find<QMessageBox>(u"refusedRoom"_s)); // the room shows it

    Q_EMIT m_window->menu().leaveRoomWanted();
    m_server->answer(m_server->expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    auto *const box = find<QMessageBox>(u"refusedRoom"_s);
    QVERIFY(box);
    QVERIFY2(box->text().contains(u"is anybody there?"_s), qPrintable(box->text()));
    QTest::mouseClick(box->findChild<QPushButton *>(u"copyAndDelete"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"is anybody there?"_s);
    QVERIFY(m_session->outbox().entries().isEmpty());
}

QTEST_MAIN(TestWindowRooms)
#include "tst_windowrooms.moc"
