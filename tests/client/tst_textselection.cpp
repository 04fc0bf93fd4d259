#include "client/model/timelinemodel.h"
#include "client/ui/messagelayout.h"
#include "client/ui/timelineview.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace chat;

namespace {

const Tag pendingTag = Tag::fromText(u"t1"_s);

} // namespace

/// What the mouse marks in a timeline, and what becomes of it.
class TestTextSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void draggingMarksAPartOfALine();
    void itDoesNotMatterWhereOneBegan();
    void acrossLinesEachStandsOnItsOwn();
    void textThatRunsRightToLeftIsMarkedAsItIsRead();
    void aClickWithoutDraggingMarksNothing();
    void aDoubleClickMarksTheWord_data();
    void aDoubleClickMarksTheWord();
    void rowsThatAreSelectedPutItAside();
    void linesThatComeAndGoLeaveItWhereItIs();
    void aLineThatSettlesKeepsIt();
    void aLineThatIsGoneTakesItAlong();
    void anotherRoomTakesItAlong();
    void draggingOverTheEdgeScrolls();
    void draggingOverALinkDoesNotFollowIt();
    void theMenuCopiesWhatIsMarked();
    void whatIsMarkedLooksMarked();

private:
    QModelIndex index(int row) const { return m_view->model()->index(row, 0); }
    /// Where in the viewport this place of a row's text is.
    QPoint at(int row, int position) const;
    void mouse(QEvent::Type type, QPoint point, Qt::MouseButtons buttons = Qt::LeftButton);
    void drag(QPoint from, QPoint to);

    FakeClock m_clock;
    std::unique_ptr<TimelineModel> m_lines;
    std::unique_ptr<TimelineView> m_view;
};

void TestTextSelection::init()
{
    m_lines = std::make_unique<TimelineModel>();
    m_lines->setSelf(UserId::fromText(u"ada"_s));
    m_lines->reload({ lineOf(11, u"bob"_s, u"good morning everyone"_s),
                      lineOf(12, u"cleo"_s, u"morning\nis the kettle on?"_s),
                      lineOf(13, u"ada"_s, u"see https://example.org/tea first"_s) });
    m_view = std::make_unique<TimelineView>(m_clock);
    m_view->resize(600, 400);
    m_view->show();
    m_view->setTimeline(m_lines.get());
    QGuiApplication::clipboard()->clear();
}

void TestTextSelection::cleanup()
{
    m_view.reset();
    m_lines.reset();
}

QPoint TestTextSelection::at(int row, int position) const
{
    const MessageFacts facts = MessageRow::facts(index(row), QDate());
    const MessageLayout layout(facts, m_view->viewport()->width(), m_view->font(),
                               m_view->layoutDirection());
    const QTextLine line = layout.text().lineForTextPosition(position);
    const QPointF place(line.cursorToX(position), line.y() + line.height() / 2);
    return m_view->visualRect(index(row)).topLeft() + (layout.textOrigin() + place).toPoint();
}

void TestTextSelection::mouse(QEvent::Type type, QPoint point, Qt::MouseButtons buttons)
{
    const bool isMove = type == QEvent::MouseMove;
    const Qt::MouseButton button = isMove ? Qt::NoButton : Qt::MouseButton(buttons.toInt());
    QMouseEvent event(type, point, m_view->viewport()->mapToGlobal(point), button,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : buttons,
                      Qt::NoModifier);
    QApplication::sendEvent(m_view->viewport(), &event);
}

void TestTextSelection::drag(QPoint from, QPoint to)
{
    mouse(QEvent::MouseButtonPress, from);
    mouse(QEvent::MouseMove, (from + to) / 2);
    mouse(QEvent::MouseMove, to);
    mouse(QEvent::MouseButtonRelease, to);
}

void TestTextSelection::draggingMarksAPartOfALine()
{
    drag(at(0, 5), at(0, 12));
    QCOMPARE(m_view->markedText(), u"morning"_s);
    QVERIFY(m_view->selectionModel()->selectedIndexes().isEmpty());
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"morning"_s);
}

void TestTextSelection::itDoesNotMatterWhereOneBegan()
{
    drag(at(0, 12), at(0, 5));
    QCOMPARE(m_view->markedText(), u"morning"_s);
    drag(at(1, 7), at(0, 5));
    QCOMPARE(m_view->markedText(), u"morning everyone\nmorning"_s);
}

void TestTextSelection::acrossLinesEachStandsOnItsOwn()
{
    drag(at(0, 5), at(2, 3));
    QCOMPARE(m_view->markedText(), u"morning everyone\nmorning\nis the kettle on?\nsee"_s);
}

void TestTextSelection::textThatRunsRightToLeftIsMarkedAsItIsRead()
{
    m_lines->insert({ lineOf(14, u"bob"_s, u"مرحبا بكم"_s) });
    QVERIFY(at(3, 0).x() > at(3, 5).x());
    drag(at(3, 0), at(3, 5));
    QCOMPARE(m_view->markedText(), u"مرحبا"_s);
}

void TestTextSelection::aClickWithoutDraggingMarksNothing()
{
    drag(at(0, 5), at(0, 12));
    drag(at(0, 5), at(0, 5) + QPoint(1, 0));
    QCOMPARE(m_view->markedText(), QString());
    QVERIFY(m_view->selectionModel()->isSelected(index(0)));
}

void TestTextSelection::aDoubleClickMarksTheWord_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("word");
    QTest::newRow("in the middle") << u"good morning all"_s << 8 << u"morning"_s;
    QTest::newRow("at its begin") << u"good morning all"_s << 5 << u"morning"_s;
    QTest::newRow("the first") << u"good morning"_s << 0 << u"good"_s;
    QTest::newRow("at the very end") << u"good morning"_s << 12 << u"morning"_s;
    QTest::newRow("before a comma") << u"well, so"_s << 2 << u"well"_s;
    QTest::newRow("Arabic") << u"مرحبا بكم"_s << 7 << u"بكم"_s;
    QTest::newRow("an umlaut") << u"eine Tüte Tee"_s << 7 << u"Tüte"_s;
}

void TestTextSelection::aDoubleClickMarksTheWord()
{
    QFETCH(QString, content);
    QFETCH(int, position);
    m_lines->reload({ lineOf(1, u"bob"_s, content) });
    mouse(QEvent::MouseButtonPress, at(0, position));
    mouse(QEvent::MouseButtonRelease, at(0, position));
    mouse(QEvent::MouseButtonDblClick, at(0, position));
    mouse(QEvent::MouseButtonRelease, at(0, position));
    QTEST(m_view->markedText(), "word");
}

void TestTextSelection::rowsThatAreSelectedPutItAside()
{
    drag(at(0, 5), at(0, 12));
    m_view->setCurrentIndex(index(1));
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->markedText(), QString());
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"see https://example.org/tea first"_s);
}

void TestTextSelection::linesThatComeAndGoLeaveItWhereItIs()
{
    drag(at(0, 5), at(1, 7));
    m_lines->insert(linesOf(1, 10));
    m_lines->insert({ lineOf(14, u"bob"_s, u"later"_s) });
    QCOMPARE(m_view->markedText(), u"morning everyone\nmorning"_s);
}

void TestTextSelection::aLineThatSettlesKeepsIt()
{
    Message mine = lineOf(0, u"ada"_s, u"two cups please"_s);
    mine.tag = pendingTag;
    m_lines->addPending(mine, DeliveryState::Sending);
    drag(at(3, 4), at(3, 8));
    mine.seq = Seq::fromNumber(15);
    m_lines->insert({ lineOf(14, u"bob"_s, u"before it"_s), mine });
    QCOMPARE(m_view->markedText(), u"cups"_s);
}

void TestTextSelection::aLineThatIsGoneTakesItAlong()
{
    Message mine = lineOf(0, u"ada"_s, u"two cups please"_s);
    mine.tag = pendingTag;
    m_lines->addPending(mine, DeliveryState::Sending);
    drag(at(2, 0), at(3, 8));
    QVERIFY(!m_view->markedText().isEmpty());
    m_lines->removePending(pendingTag);
    QCOMPARE(m_view->markedText(), QString());
}

void TestTextSelection::anotherRoomTakesItAlong()
{
    drag(at(0, 5), at(0, 12));
    TimelineModel other;
    other.reload(linesOf(1, 3));
    m_view->setTimeline(&other);
    QCOMPARE(m_view->markedText(), QString());
    m_view->setTimeline(nullptr);
}

void TestTextSelection::draggingOverTheEdgeScrolls()
{
    m_lines->insert(linesOf(14, 30));
    QScrollBar *bar = m_view->verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    const QPoint from(200, 200);
    mouse(QEvent::MouseButtonPress, from);
    mouse(QEvent::MouseMove, QPoint(200, -500));
    QTRY_COMPARE(bar->value(), 0);
    mouse(QEvent::MouseButtonRelease, QPoint(200, -500));
    QVERIFY(m_view->markedText().startsWith(u"good morning everyone\n"_s));
}

void TestTextSelection::draggingOverALinkDoesNotFollowIt()
{
    QSignalSpy activated(m_view.get(), &TimelineView::linkActivated);
    drag(at(2, 5), at(2, 12));
    QCOMPARE(m_view->markedText(), u"ttps://"_s);
    QCOMPARE(activated.size(), 0);
    drag(at(2, 8), at(2, 8));
    QCOMPARE(activated.size(), 1);
}

void TestTextSelection::theMenuCopiesWhatIsMarked()
{
    drag(at(0, 5), at(0, 12));
    const QPoint point = at(0, 7);
    mouse(QEvent::MouseButtonPress, point, Qt::RightButton);
    QContextMenuEvent wanted(QContextMenuEvent::Mouse, point,
                             m_view->viewport()->mapToGlobal(point));
    QApplication::sendEvent(m_view->viewport(), &wanted);
    auto *menu = m_view->findChild<QMenu *>(u"messageMenu"_s);
    QVERIFY(menu);
    menu->actions().first()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"morning"_s);
    menu->close();

    mouse(QEvent::MouseButtonPress, at(1, 3), Qt::RightButton); // about another line
    QCOMPARE(m_view->markedText(), QString());
    QVERIFY(m_view->selectionModel()->isSelected(index(1)));
}

void TestTextSelection::whatIsMarkedLooksMarked()
{
    const QColor highlight = m_view->palette().color(QPalette::Highlight);
    const auto marked = [&](int from, int to) {
        const QRect place(at(0, from) + QPoint(1, -2), at(0, to) + QPoint(-1, 2));
        const QImage image = m_view->viewport()->grab(place).toImage();
        int count = 0;
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, 0) == highlight ? 1 : 0;
        return count;
    };
    QCOMPARE(marked(5, 12), 0);
    drag(at(0, 5), at(0, 12));
    QCOMPARE_GT(marked(5, 12), 0);
    QCOMPARE(marked(13, 21), 0);
    QCOMPARE(marked(0, 4), 0);
}

QTEST_MAIN(TestTextSelection)
#include "tst_textselection.moc"
