#include "client/model/memberlistmodel.h"
#include "tests/client/samples.h"
#include "tests/support/seededrandom.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

namespace {

Member person(const QString &name, PresenceStatus status = PresenceStatus::Online)
{
    Member row = member(UserId::fromText(u"u-"_s + name), status);
    row.name = name;
    return row;
}

} // namespace

class TestMemberListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rowsAnswerTheirRoles();
    void onlinePeopleComeFirstThenNames();
    void newMemberIsInsertedInOrder();
    void changeInPlaceIsOneChange();
    void goingOfflineMovesTheRow();
    void sameMemberAgainIsNoChange();
    void removedMemberIsGone();
    void staysInOrderWhateverHappens();

private:
    QStringList names() const;

    std::unique_ptr<MemberListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestMemberListModel::init()
{
    m_model = std::make_unique<MemberListModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestMemberListModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QStringList TestMemberListModel::names() const
{
    QStringList all;
    for (int row = 0; row < m_model->rowCount(); ++row)
        all << m_model->index(row).data().toString();
    return all;
}

void TestMemberListModel::rowsAnswerTheirRoles()
{
    Member bobAway = member(bob, PresenceStatus::Away);
    bobAway.avatar = u"#102030"_s;
    bobAway.statusText = u"lunch"_s;
    m_model->reload({ bobAway });
    const QModelIndex row = m_model->index(0);
    QCOMPARE(row.data(MemberListModel::UserIdRole).toString(), bob.text());
    QCOMPARE(row.data(MemberListModel::NameRole).toString(), u"bob"_s);
    QCOMPARE(row.data(MemberListModel::AvatarRole).toString(), u"#102030"_s);
    QCOMPARE(row.data(MemberListModel::StatusRole).toInt(), int(PresenceStatus::Away));
    QCOMPARE(row.data(MemberListModel::StatusTextRole).toString(), u"lunch"_s);
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"bob"_s);
}

void TestMemberListModel::onlinePeopleComeFirstThenNames()
{
    m_model->reload({ person(u"zoe"_s), person(u"Ada"_s, PresenceStatus::Offline),
                      person(u"bob"_s, PresenceStatus::Busy), person(u"Carl"_s) });
    QCOMPARE(names(), (QStringList { u"bob"_s, u"Carl"_s, u"zoe"_s, u"Ada"_s }));
}

void TestMemberListModel::newMemberIsInsertedInOrder()
{
    m_model->reload({ person(u"ada"_s), person(u"zoe"_s) });
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->upsert(person(u"bob"_s));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(names(), (QStringList { u"ada"_s, u"bob"_s, u"zoe"_s }));
}

void TestMemberListModel::changeInPlaceIsOneChange()
{
    m_model->reload({ person(u"ada"_s), person(u"bob"_s), person(u"zoe"_s) });
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->upsert(person(u"bob"_s, PresenceStatus::Away));
    QCOMPARE(moved.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_model->find(UserId::fromText(u"u-bob"_s))->status, PresenceStatus::Away);
}

void TestMemberListModel::goingOfflineMovesTheRow()
{
    m_model->reload({ person(u"ada"_s), person(u"bob"_s), person(u"zoe"_s) });
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
    m_model->upsert(person(u"ada"_s, PresenceStatus::Offline));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(names(), (QStringList { u"bob"_s, u"zoe"_s, u"ada"_s }));
    m_model->upsert(person(u"ada"_s));
    QCOMPARE(names(), (QStringList { u"ada"_s, u"bob"_s, u"zoe"_s }));
}

void TestMemberListModel::sameMemberAgainIsNoChange()
{
    m_model->reload({ person(u"ada"_s) });
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->upsert(person(u"ada"_s));
    m_model->reload({ person(u"ada"_s) });
    QCOMPARE(changed.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestMemberListModel::removedMemberIsGone()
{
    m_model->reload({ person(u"ada"_s), person(u"bob"_s) });
    m_model->remove(UserId::fromText(u"u-ada"_s));
    m_model->remove(UserId::fromText(u"u-nobody"_s));
    QCOMPARE(names(), QStringList { u"bob"_s });
    QCOMPARE(m_model->find(UserId::fromText(u"u-ada"_s)), nullptr);
}

void TestMemberListModel::staysInOrderWhateverHappens()
{
    SeededRandom random(5);
    for (int step = 0; step < 500; ++step) {
        const QString name(QChar(u'a' + ushort(random.next() % 12)));
        const auto status = PresenceStatus(random.next() % 4);
        if (random.next() % 5 == 0)
            m_model->remove(UserId::fromText(u"u-"_s + name));
        else
            m_model->upsert(person(name, status));
        QStringList online;
        QStringList offline;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row);
            const int shown = index.data(MemberListModel::StatusRole).toInt();
            const bool isOffline = shown == int(PresenceStatus::Offline);
            QVERIFY(isOffline || offline.isEmpty());
            (isOffline ? offline : online) << index.data().toString();
        }
        QVERIFY(std::ranges::is_sorted(online) && std::ranges::is_sorted(offline));
    }
}

QTEST_GUILESS_MAIN(TestMemberListModel)
#include "tst_memberlistmodel.moc"
