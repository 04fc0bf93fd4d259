#include "client/model/timelinemodel.h"
#include "client/ui/messagefacts.h"
#include "client/ui/timelineview.h"
#include "common/base/literals.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace chat;

namespace {

const Tag pendingTag = Tag::fromText(u"t1"_s);

Message pendingLine(const QString &content)
{
    Message message = lineOf(0, u"ada"_s, content);
    message.timestamp += std::chrono::hours { 2 };
    message.tag = pendingTag;
    return message;
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void opensAtTheNewestLine();
    void olderLinesMoveNothing();
    void newerLinesMoveNothingWhileReading();
    void newLineIsFollowedAtTheNewest();
    void ownWidthChangeKeepsTheRowThatIsRead();
    void reloadKeepsTheRowThatIsRead();
    void firstRowLosesItsDayWithOlderLines();
    void failureIsNotCutOff();
    void roomComesBackWhereItWasLeft();
    void jumpButtonCountsAndLeads();
    void scrollingUpAsksForMore();
    void shortTimelineAsksForMore();
    void holeInSightAsksToBeLoaded();
    void holeThatFillsMovesNothing();
    void heightsAreLaidOutOnce();
    void retryAndDeleteAreClicked();
    void linkIsClicked();
    void rowsAreSpoken();
    void whoHasReadMovesNothing();
    void copiesWhatIsSelected();

private:
    /// Somewhere in the middle; the seq of the first visible row.
    qint64 readInTheMiddle();
    /// The y of the row with this seq in the viewport.
    int topOf(qint64 seq) const;
    void clickUntil(QSignalSpy &spy, int row);

    FakeClock m_clock;
    std::unique_ptr<TimelineModel> m_lines;
    std::unique_ptr<TimelineView> m_view;
};

void TestTimelineView::init()
{
    m_lines = std::make_unique<TimelineModel>();
    m_lines->setSelf(UserId::fromText(u"ada"_s));
    m_lines->reload(linesOf(101, 200));
    m_view = std::make_unique<TimelineView>(m_clock);
    m_view->resize(600, 500);
    m_view->show();
    m_view->setTimeline(m_lines.get());
}

void TestTimelineView::cleanup()
{
    m_view.reset();
    m_lines.reset();
}

qint64 TestTimelineView::readInTheMiddle()
{
    QScrollBar *bar = m_view->verticalScrollBar();
    bar->setValue(bar->maximum() / 2 + 13); // not at the edge of a row
    return m_view->indexAt(QPoint(300, 0)).data(TimelineModel::SeqRole).toLongLong();
}

int TestTimelineView::topOf(qint64 seq) const
{
    const QAbstractItemModel *rows = m_view->model();
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (rows->index(row, 0).data(TimelineModel::SeqRole).toLongLong() == seq)
            return m_view->visualRect(rows->index(row, 0)).top();
    }
    return -100'000;
}

void TestTimelineView::opensAtTheNewestLine()
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(m_view->isAtNewest());
}

void TestTimelineView::olderLinesMoveNothing()
{
    const qint64 seq = readInTheMiddle();
    const int before = topOf(seq);
    m_lines->insert(linesOf(51, 100));
    QCOMPARE(topOf(seq), before);
    m_lines->insert(linesOf(1, 50));
    QCOMPARE(topOf(seq), before);
}

void TestTimelineView::newerLinesMoveNothingWhileReading()
{
    const qint64 seq = readInTheMiddle();
    const int before = topOf(seq);
    for (qint64 next = 201; next <= 250; ++next)
        m_lines->insert({ lineOf(next, u"bob"_s, u"new"_s) });
    QCOMPARE(topOf(seq), before);
    QVERIFY(!m_view->isAtNewest());
}

void TestTimelineView::newLineIsFollowedAtTheNewest()
{
    m_lines->insert({ lineOf(201, u"bob"_s, u"new"_s) });
    const QScrollBar *bar = m_view->verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(topOf(201) < m_view->viewport()->height());
}

void TestTimelineView::ownWidthChangeKeepsTheRowThatIsRead()
{
    const qint64 seq = readInTheMiddle();
    const int before = topOf(seq);
    m_view->resize(420, 500);
    QCOMPARE(topOf(seq), before);
    m_view->resize(900, 300);
    QCOMPARE(topOf(seq), before);
}

void TestTimelineView::reloadKeepsTheRowThatIsRead()
{
    const qint64 seq = readInTheMiddle();
    const int before = topOf(seq);
    m_lines->reload(linesOf(81, 230));
    QCOMPARE(topOf(seq), before);
}

void TestTimelineView::firstRowLosesItsDayWithOlderLines()
{
    const auto heightOf = [this](int row) {
        return m_view->visualRect(m_view->model()->index(row, 0)).height();
    };
    const int withDay = heightOf(0);
    m_lines->insert(linesOf(91, 100));
    QVERIFY(heightOf(10) < withDay);
}

void TestTimelineView::failureIsNotCutOff()
{
    m_lines->addPending(pendingLine(u"mine"_s), DeliveryState::Sending);
    m_view->jumpToNewest();
    m_lines->setPendingState(pendingTag, DeliveryState::Failed,
                             Error { .code = ErrorCode::NotAMember });
    m_view->doItemsLayout();
    const QScrollBar *bar = m_view->verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum()); // the way out of the failure is in sight
}

void TestTimelineView::roomComesBackWhereItWasLeft()
{
    const qint64 seq = readInTheMiddle();
    const int before = topOf(seq);
    const ScrollAnchor anchor = m_view->anchor();

    TimelineModel other;
    other.reload(linesOf(1, 30));
    m_view->setTimeline(&other);
    QVERIFY(m_view->isAtNewest());
    m_view->setTimeline(m_lines.get(), anchor);
    QCOMPARE(topOf(seq), before);
}

void TestTimelineView::jumpButtonCountsAndLeads()
{
    auto *jump = m_view->findChild<GlyphButton *>(u"jumpToNewest"_s);
    QVERIFY(jump->isHidden());
    readInTheMiddle();
    QVERIFY(!jump->isHidden());
    m_lines->insert({ lineOf(201, u"bob"_s, u"one"_s) });
    m_lines->insert({ lineOf(202, u"bob"_s, u"two"_s) });
    QCOMPARE(jump->badge(), 2);
    QTest::mouseClick(jump, Qt::LeftButton);
    QVERIFY(m_view->isAtNewest());
    QVERIFY(jump->isHidden());
    QCOMPARE(jump->badge(), 0);
}

void TestTimelineView::holeInSightAsksToBeLoaded()
{
    m_lines->insert(linesOf(241, 300));
    const QModelIndex below = m_view->model()->index(100, 0);
    QCOMPARE(below.data(TimelineModel::SeqRole).toLongLong(), 241);
    const int before = m_view->visualRect(below).height();
    QSignalSpy seen(m_view.get(), &TimelineView::holeSeen);
    m_lines->setHoles({ { Seq::fromNumber(201), Seq::fromNumber(240) } });
    QCOMPARE(seen.size(), 0); // out of sight
    m_view->scrollTo(below, QAbstractItemView::PositionAtCenter);
    QVERIFY(seen.size() > 0);
    QCOMPARE(seen.last().at(0).value<Seq>(), Seq::fromNumber(241));
    QVERIFY(m_view->visualRect(below).height() > before);
}

void TestTimelineView::holeThatFillsMovesNothing()
{
    m_lines->insert(linesOf(241, 300));
    m_lines->setHoles({ { Seq::fromNumber(201), Seq::fromNumber(240) } });
    m_view->scrollTo(m_view->model()->index(105, 0), QAbstractItemView::PositionAtTop);
    const qint64 seq = m_view->indexAt(QPoint(300, 0)).data(TimelineModel::SeqRole).toLongLong();
    const int before = topOf(seq);
    m_lines->insert(linesOf(201, 240));
    m_lines->setHoles({});
    QCOMPARE(topOf(seq), before);
}

void TestTimelineView::scrollingUpAsksForMore()
{
    readInTheMiddle();
    QSignalSpy wanted(m_view.get(), &TimelineView::oldestNear);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
    QCOMPARE(wanted.size(), 0);
    m_view->verticalScrollBar()->setValue(m_view->viewport()->height());
    QCOMPARE(wanted.size(), 1); // before the end is in sight
}

void TestTimelineView::shortTimelineAsksForMore()
{
    TimelineModel few;
    QSignalSpy wanted(m_view.get(), &TimelineView::oldestNear);
    m_view->setTimeline(&few);
    few.reload(linesOf(90, 92));
    m_view->doItemsLayout();
    QVERIFY(!wanted.isEmpty());
    m_view->setTimeline(nullptr);
}

void TestTimelineView::heightsAreLaidOutOnce()
{
    QCOMPARE(m_view->sizes().count(), 100);
    m_lines->insert({ lineOf(201, u"dina"_s, u"new"_s) });
    QCOMPARE(m_view->sizes().count(), 101);
    m_lines->insert(linesOf(51, 100));
    m_view->doItemsLayout();
    QCOMPARE(m_view->sizes().count(), 151);

    MessageSizes sizes;
    int measured = 0;
    const auto measure = [&measured] {
        ++measured;
        return 20;
    };
    const RowIdentity row { .seq = Seq::fromNumber(7) };
    const QFont font = m_view->font();
    sizes.height(row, 400, font, measure);
    sizes.height(row, 400, font, measure);
    QCOMPARE(measured, 1);
    sizes.height(row, 401, font, measure);
    QCOMPARE(measured, 2);
    sizes.forget(row);
    sizes.height(row, 401, font, measure);
    QCOMPARE(measured, 3);
}

// The places are the layout's business: looks for one that answers.
void TestTimelineView::clickUntil(QSignalSpy &spy, int row)
{
    const QRect place = m_view->visualRect(m_view->model()->index(row, 0));
    for (int y = place.bottom() - 4; y > place.top() && spy.isEmpty(); y -= 6) {
        for (int x = place.left() + 2; x < place.right() && spy.isEmpty(); x += 10)
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(x, y));
    }
}

void TestTimelineView::retryAndDeleteAreClicked()
{
    m_lines->addPending(pendingLine(u"mine"_s), DeliveryState::Sending);
    m_lines->setPendingState(pendingTag, DeliveryState::Failed,
                             Error { .code = ErrorCode::NotAMember });
    m_view->jumpToNewest();
    QSignalSpy retried(m_view.get(), &TimelineView::retryWanted);
    clickUntil(retried, m_lines->rowCount() - 1);
    QCOMPARE(retried.size(), 1);
    QCOMPARE(retried.first().first().value<Tag>(), pendingTag);
    QSignalSpy discarded(m_view.get(), &TimelineView::discardWanted);
    clickUntil(discarded, m_lines->rowCount() - 1);
    QCOMPARE(discarded.size(), 1);
}

void TestTimelineView::linkIsClicked()
{
    m_lines->insert({ lineOf(201, u"bob"_s, u"see https://example.org/x."_s) });
    QSignalSpy activated(m_view.get(), &TimelineView::linkActivated);
    clickUntil(activated, m_lines->rowCount() - 1);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toUrl(), QUrl(u"https://example.org/x"_s));
}

void TestTimelineView::rowsAreSpoken()
{
    m_lines->insert({ lineOf(201, u"ada"_s, u"hello"_s) });
    const QString spoken =
        m_view->model()->index(m_lines->rowCount() - 1, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY(spoken.startsWith(u"ada, "_s));
    QVERIFY(spoken.endsWith(u", hello, sent"_s));
}

void TestTimelineView::whoHasReadMovesNothing()
{
    m_lines->insert({ lineOf(201, u"ada"_s, u"one"_s), lineOf(202, u"ada"_s, u"two"_s) });
    const QModelIndex last = m_view->model()->index(m_lines->rowCount() - 1, 0);
    const QImage before = m_view->viewport()->grab(m_view->visualRect(last)).toImage();
    const qsizetype measured = m_view->sizes().count();
    m_lines->noteReader({ .id = UserId::fromText(u"bob"_s),
                          .name = u"<b>Bob</b>"_s,
                          .seq = Seq::fromNumber(202) });
    QCOMPARE(m_view->sizes().count(), measured); // nothing is laid out anew
    QVERIFY(m_view->viewport()->grab(m_view->visualRect(last)).toImage() != before);
    QCOMPARE(last.data(Qt::ToolTipRole).toString(),
             u"<qt>Read by &lt;b&gt;Bob&lt;/b&gt;</qt>"_s);
    QVERIFY(last.data(Qt::AccessibleTextRole).toString().endsWith(u", two, read by <b>Bob</b>"_s));
    // Said once, beside the last of the lines that the same have read.
    QCOMPARE(MessageRow::facts(last, QDate()).readBy, u"Read by <b>Bob</b>"_s);
    QCOMPARE(MessageRow::facts(last.siblingAtRow(last.row() - 1), QDate()).readBy, QString());
}

void TestTimelineView::copiesWhatIsSelected()
{
    m_lines->insert({ lineOf(201, u"bob"_s, u"one"_s) });
    m_lines->insert({ lineOf(202, u"bob"_s, u"two"_s) });
    const int last = m_lines->rowCount() - 1;
    m_view->selectionModel()->select(
        QItemSelection(m_view->model()->index(last - 1, 0), m_view->model()->index(last, 0)),
        QItemSelectionModel::Select);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"one\ntwo"_s);
}

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
