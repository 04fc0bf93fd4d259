#include "client/model/roomlistmodel.h"
#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

namespace {

RoomRow row(const RoomId &id)
{
    return { .id = id, .title = id.text() };
}

} // namespace

class TestRoomListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rowsAnswerTheirRoles();
    void newRoomIsOneInsert();
    void changedRoomIsOneChange();
    void sameRoomAgainIsNoChange();
    void removedRoomIsGoneAndTheOthersAreFound();

private:
    std::unique_ptr<RoomListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRoomListModel::init()
{
    m_model = std::make_unique<RoomListModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRoomListModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestRoomListModel::rowsAnswerTheirRoles()
{
    RoomRow full { .id = tea,
                   .title = u"Tea"_s,
                   .topic = u"leaves"_s,
                   .isJoined = true,
                   .unread = 3,
                   .memberCount = 4,
                   .onlineCount = 2,
                   .lastAuthor = u"bob"_s,
                   .lastLine = u"hi"_s,
                   .lastActivity = noon };
    m_model->upsert(full);
    const QModelIndex index = m_model->index(0);
    QCOMPARE(index.data().toString(), u"Tea"_s);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Tea"_s);
    QCOMPARE(index.data(RoomListModel::RoomIdRole).toString(), u"tea"_s);
    QCOMPARE(index.data(RoomListModel::TopicRole).toString(), u"leaves"_s);
    QCOMPARE(index.data(RoomListModel::IsJoinedRole).toBool(), true);
    QCOMPARE(index.data(RoomListModel::UnreadRole).toInt(), 3);
    QCOMPARE(index.data(RoomListModel::MemberCountRole).toLongLong(), 4);
    QCOMPARE(index.data(RoomListModel::OnlineCountRole).toLongLong(), 2);
    QCOMPARE(index.data(RoomListModel::LastAuthorRole).toString(), u"bob"_s);
    QCOMPARE(index.data(RoomListModel::LastLineRole).toString(), u"hi"_s);
    QCOMPARE(index.data(RoomListModel::LastActivityRole).toDateTime(),
             QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
}

void TestRoomListModel::newRoomIsOneInsert()
{
    m_model->upsert(row(general));
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->upsert(row(tea));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 1);
    QVERIFY(!m_model->index(1).data(RoomListModel::LastActivityRole).toDateTime().isValid());
}

void TestRoomListModel::changedRoomIsOneChange()
{
    m_model->upsert(row(general));
    m_model->upsert(row(tea));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    RoomRow busy = row(tea);
    busy.unread = 1;
    m_model->upsert(busy);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    QCOMPARE(m_model->find(tea)->unread, 1);
}

void TestRoomListModel::sameRoomAgainIsNoChange()
{
    m_model->upsert(row(tea));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->upsert(row(tea));
    QCOMPARE(changed.count(), 0);
}

void TestRoomListModel::removedRoomIsGoneAndTheOthersAreFound()
{
    const RoomId music = RoomId::fromText(u"music"_s);
    for (const RoomId &id : { general, music, tea })
        m_model->upsert(row(id));
    m_model->remove(music);
    m_model->remove(music);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->find(music), nullptr);
    QCOMPARE(m_model->find(tea)->id, tea);
    m_model->remove(general);
    QCOMPARE(m_model->find(tea)->id, tea);
}

QTEST_GUILESS_MAIN(TestRoomListModel)
#include "tst_roomlistmodel.moc"
