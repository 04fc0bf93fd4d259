#include "client/model/timelinemodel.h"
#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

class TestTimelineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rowsAnswerTheirRoles();
    void appendInsertsOneRow();
    void prependInsertsAbove();
    void pendingRowsStayBelowNewLines();
    void ownLineSettlesInPlace();
    void ownLineMovesAboveOlderPendingOnes();
    void tagOfAnotherPersonSettlesNothing();
    void pendingStateChangesOneRow();
    void unchangedStateIsNotTold();
    void settledLineHasNoPendingState();
    void removedPendingRowIsGone();
    void reloadKeepsPendingRows();
    void reloadTakesOverPendingRowsThatWereStored();
    void groupEndsWithAuthorOrSilence_data();
    void groupEndsWithAuthorOrSilence();
    void rowBelowAnInsertedOneIsToldAgain();
    void newDayIsSeen();
    void selfCanBeLearnedLater();
    void linesTakeTheirPlacesAmongOthers();
    void pendingRowInThePastMovesThere();
    void holeIsToldByTheRowBelow();

private:
    QStringList contents() const;
    QVariant at(int row, int role) const { return m_model->index(row).data(role); }
    bool noReset() const { return m_resets->isEmpty(); }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_resets;
};

void TestTimelineModel::init()
{
    m_model = std::make_unique<TimelineModel>();
    m_model->setSelf(ada);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_resets = std::make_unique<QSignalSpy>(m_model.get(), &QAbstractItemModel::modelReset);
}

void TestTimelineModel::cleanup()
{
    QVERIFY(noReset());
    m_tester.reset();
    m_resets.reset();
    m_model.reset();
}

QStringList TestTimelineModel::contents() const
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row)
        lines << m_model->row(row).message.content;
    return lines;
}

void TestTimelineModel::rowsAnswerTheirRoles()
{
    m_model->insert({ tagged(line(1, ada, u"hello"_s), tag(1)) });
    QCOMPARE(at(0, Qt::DisplayRole).toString(), u"hello"_s);
    QCOMPARE(at(0, TimelineModel::ContentRole).toString(), u"hello"_s);
    QCOMPARE(at(0, TimelineModel::UserIdRole).toString(), ada.text());
    QCOMPARE(at(0, TimelineModel::UserNameRole).toString(), u"ada"_s);
    QCOMPARE(at(0, TimelineModel::SeqRole).toLongLong(), 1);
    QCOMPARE(at(0, TimelineModel::TagRole).toString(), tag(1).text());
    QCOMPARE(at(0, TimelineModel::StateRole).toInt(), int(DeliveryState::Received));
    QCOMPARE(at(0, TimelineModel::IsOwnRole).toBool(), true);
    QVERIFY(!at(0, TimelineModel::FailureRole).isValid());
    QCOMPARE(at(0, TimelineModel::TimestampRole).toDateTime(),
             QDateTime(QDate(2026, 1, 1), QTime(12, 0, 1), Qt::UTC));
    const QString spoken = at(0, Qt::AccessibleTextRole).toString();
    QVERIFY(spoken.startsWith(u"ada, "_s) && spoken.endsWith(u", hello"_s));
}

void TestTimelineModel::appendInsertsOneRow()
{
    m_model->insert({ line(1) });
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->insert({ line(2) });
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 1);
    QCOMPARE(inserted.at(0).at(2).toInt(), 1);
    QCOMPARE(m_model->firstSeq(), Seq::fromNumber(1));
    QCOMPARE(m_model->lastSeq(), Seq::fromNumber(2));
}

void TestTimelineModel::prependInsertsAbove()
{
    m_model->insert({ line(3) });
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->insert(lines(1, 2));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"line 2"_s, u"line 3"_s }));
    QCOMPARE(m_model->firstSeq(), Seq::fromNumber(1));
}

void TestTimelineModel::pendingRowsStayBelowNewLines()
{
    m_model->insert({ line(1) });
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Queued);
    m_model->insert({ line(2) });
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"line 2"_s, u"mine"_s }));
    QCOMPARE(m_model->lastSeq(), Seq::fromNumber(2));
    QCOMPARE(at(2, TimelineModel::SeqRole).toLongLong(), 0);
}

void TestTimelineModel::ownLineSettlesInPlace()
{
    m_model->insert({ line(1) });
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Sending);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->insert({ tagged(line(2, ada, u"mine"_s), tag(1)) });
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(at(1, TimelineModel::StateRole).toInt(), int(DeliveryState::Sent));
    QCOMPARE(at(1, TimelineModel::SeqRole).toLongLong(), 2);
}

void TestTimelineModel::ownLineMovesAboveOlderPendingOnes()
{
    m_model->addPending(unsent(tag(1), u"failed"_s), DeliveryState::Failed);
    m_model->addPending(unsent(tag(2), u"sent"_s), DeliveryState::Sending);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
    m_model->insert({ tagged(line(1, ada, u"sent"_s), tag(2)) });
    QCOMPARE(moved.count(), 1);
    QCOMPARE(contents(), (QStringList { u"sent"_s, u"failed"_s }));
    QCOMPARE(at(1, TimelineModel::StateRole).toInt(), int(DeliveryState::Failed));
}

void TestTimelineModel::tagOfAnotherPersonSettlesNothing()
{
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Sending);
    m_model->insert({ tagged(line(1, bob), tag(1)) });
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"mine"_s }));
}

void TestTimelineModel::pendingStateChangesOneRow()
{
    m_model->addPending(unsent(tag(1), u"one"_s), DeliveryState::Queued);
    m_model->addPending(unsent(tag(2), u"two"_s), DeliveryState::Queued);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setPendingState(tag(1), DeliveryState::Failed, Error { .code = ErrorCode::TooLong });
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 0);
    QCOMPARE(at(0, TimelineModel::FailureRole).toInt(), int(ErrorCode::TooLong));
}

void TestTimelineModel::unchangedStateIsNotTold()
{
    m_model->addPending(unsent(tag(1), u"one"_s), DeliveryState::Queued);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setPendingState(tag(1), DeliveryState::Queued);
    m_model->setPendingState(tag(9), DeliveryState::Failed);
    QCOMPARE(changed.count(), 0);
}

void TestTimelineModel::settledLineHasNoPendingState()
{
    m_model->insert({ tagged(line(1, ada), tag(1)) });
    m_model->setPendingState(tag(1), DeliveryState::Failed);
    QCOMPARE(at(0, TimelineModel::StateRole).toInt(), int(DeliveryState::Received));
}

void TestTimelineModel::removedPendingRowIsGone()
{
    m_model->insert({ tagged(line(1, ada), tag(1)) });
    m_model->addPending(unsent(tag(2), u"two"_s), DeliveryState::Failed);
    m_model->removePending(tag(1));
    m_model->removePending(tag(2));
    QCOMPARE(contents(), QStringList { u"line 1"_s });
}

void TestTimelineModel::reloadKeepsPendingRows()
{
    m_model->insert({ line(1) });
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Queued);
    m_model->reload(lines(7, 8));
    QCOMPARE(contents(), (QStringList { u"line 7"_s, u"line 8"_s, u"mine"_s }));
    m_model->insert({ line(9) });
    QCOMPARE(contents().last(), u"mine"_s);
}

void TestTimelineModel::reloadTakesOverPendingRowsThatWereStored()
{
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Queued);
    m_model->addPending(unsent(tag(2), u"other"_s), DeliveryState::Queued);
    m_model->reload({ line(1), tagged(line(2, ada, u"mine"_s), tag(1)) });
    QCOMPARE(contents(), (QStringList { u"line 1"_s, u"mine"_s, u"other"_s }));
}

void TestTimelineModel::groupEndsWithAuthorOrSilence_data()
{
    QTest::addColumn<bool>("isSameAuthor");
    QTest::addColumn<int>("secondsLater");
    QTest::addColumn<bool>("startsGroup");
    QTest::newRow("at once") << true << 1 << false;
    QTest::newRow("after five minutes") << true << 300 << false;
    QTest::newRow("after more than five minutes") << true << 301 << true;
    QTest::newRow("another author") << false << 1 << true;
}

void TestTimelineModel::groupEndsWithAuthorOrSilence()
{
    QFETCH(bool, isSameAuthor);
    QFETCH(int, secondsLater);
    QFETCH(bool, startsGroup);
    const Message first = line(1, bob);
    Message second = line(2, isSameAuthor ? bob : ada);
    second.timestamp = first.timestamp + std::chrono::seconds { secondsLater };
    m_model->insert({ first });
    m_model->insert({ second });
    QCOMPARE(at(0, TimelineModel::StartsGroupRole).toBool(), true);
    QCOMPARE(at(1, TimelineModel::StartsGroupRole).toBool(), startsGroup);
}

void TestTimelineModel::rowBelowAnInsertedOneIsToldAgain()
{
    m_model->insert({ line(3) });
    QCOMPARE(at(0, TimelineModel::StartsGroupRole).toBool(), true);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->insert(lines(1, 2));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
    QCOMPARE(at(2, TimelineModel::StartsGroupRole).toBool(), false);
}

void TestTimelineModel::newDayIsSeen()
{
    Message tomorrow = line(2);
    tomorrow.timestamp += 24h;
    m_model->insert({ line(1) });
    m_model->insert({ tomorrow });
    QCOMPARE(at(0, TimelineModel::StartsDayRole).toBool(), true);
    QCOMPARE(at(1, TimelineModel::StartsDayRole).toBool(), true);
    Message later = tomorrow;
    later.seq = Seq::fromNumber(3);
    later.timestamp += 1s;
    m_model->insert({ later });
    QCOMPARE(at(2, TimelineModel::StartsDayRole).toBool(), false);
}

void TestTimelineModel::selfCanBeLearnedLater()
{
    m_model->insert({ line(1, bob) });
    QCOMPARE(at(0, TimelineModel::IsOwnRole).toBool(), false);
    m_model->setSelf(bob);
    QCOMPARE(at(0, TimelineModel::IsOwnRole).toBool(), true);
}

void TestTimelineModel::linesTakeTheirPlacesAmongOthers()
{
    m_model->insert({ line(1), line(4), line(8) });
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->insert({ line(1), line(2), line(3), line(4), line(6), line(8), line(9) });
    QCOMPARE(contents(),
             (QStringList { u"line 1"_s, u"line 2"_s, u"line 3"_s, u"line 4"_s, u"line 6"_s,
                            u"line 8"_s, u"line 9"_s }));
    QCOMPARE(inserted.count(), 3);
}

void TestTimelineModel::pendingRowInThePastMovesThere()
{
    m_model->insert({ line(1), line(4) });
    m_model->addPending(unsent(tag(1), u"mine"_s), DeliveryState::Sending);
    m_model->insert({ line(2), tagged(line(3, ada, u"mine"_s), tag(1)), line(5) });
    QCOMPARE(contents(),
             (QStringList { u"line 1"_s, u"line 2"_s, u"mine"_s, u"line 4"_s, u"line 5"_s }));
    QCOMPARE(at(2, TimelineModel::StateRole).toInt(), int(DeliveryState::Sent));
}

void TestTimelineModel::holeIsToldByTheRowBelow()
{
    m_model->insert({ line(1), line(2), line(10), line(11) });
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setHoles({ { Seq::fromNumber(3), Seq::fromNumber(9) } });
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
    QCOMPARE(at(2, TimelineModel::MissingAboveRole).toLongLong(), 7);
    QCOMPARE(at(1, TimelineModel::MissingAboveRole).toLongLong(), 0);
    m_model->setHoles({});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(at(2, TimelineModel::MissingAboveRole).toLongLong(), 0);
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
