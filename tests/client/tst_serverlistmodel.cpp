#include "client/model/serverlistmodel.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace chat;
using namespace std::chrono_literals;

class TestServerListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rowsAnswerTheirRoles_data();
    void rowsAnswerTheirRoles();
    void serverHeardOverTwoInterfacesIsOneRow();
    void addressThatFellSilentIsReplaced();
    void beingHeardAgainIsNoChange();
    void morePeopleIsOneChange();
    void silentServersAreDropped();

private:
    ServerRow desk(const QString &address = u"192.0.2.7"_s) const;

    FakeClock m_clock;
    std::unique_ptr<ServerListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestServerListModel::init()
{
    m_model = std::make_unique<ServerListModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestServerListModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

ServerRow TestServerListModel::desk(const QString &address) const
{
    return { .id = u"s1"_s,
             .name = u"Desk"_s,
             .address = QHostAddress(address),
             .port = 3001,
             .onlineCount = 2,
             .isEncrypted = false,
             .fingerprint = {},
             .heardAt = m_clock.now() };
}

void TestServerListModel::rowsAnswerTheirRoles_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QUrl>("url");
    QTest::newRow("IPv4") << u"192.0.2.7"_s << false << u"192.0.2.7:3001"_s
                          << QUrl(u"ws://192.0.2.7:3001"_s);
    QTest::newRow("IPv6") << u"2001:db8::1"_s << false << u"[2001:db8::1]:3001"_s
                          << QUrl(u"ws://[2001:db8::1]:3001"_s);
    QTest::newRow("encrypted") << u"192.0.2.7"_s << true << u"192.0.2.7:3001"_s
                               << QUrl(u"wss://192.0.2.7:3001"_s);
}

void TestServerListModel::rowsAnswerTheirRoles()
{
    QFETCH(QString, address);
    QFETCH(bool, isEncrypted);
    ServerRow row = desk(address);
    row.isEncrypted = isEncrypted;
    m_model->upsert(row);
    const QModelIndex index = m_model->index(0);
    QCOMPARE(index.data().toString(), u"Desk"_s);
    QCOMPARE(index.data(ServerListModel::OnlineCountRole).toInt(), 2);
    QTEST(index.data(ServerListModel::AddressRole).toString(), "shown");
    const QUrl url = index.data(ServerListModel::UrlRole).toUrl();
    QCOMPARE(index.data(ServerListModel::IsEncryptedRole).toBool(), url.scheme() == u"wss"_s);
    QTEST(index.data(ServerListModel::UrlRole).toUrl(), "url");
}

void TestServerListModel::serverHeardOverTwoInterfacesIsOneRow()
{
    m_model->upsert(desk(u"192.0.2.7"_s));
    m_model->upsert(desk(u"198.51.100.7"_s));
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->index(0).data(ServerListModel::AddressRole).toString(), u"192.0.2.7:3001"_s);
}

void TestServerListModel::addressThatFellSilentIsReplaced()
{
    m_model->upsert(desk(u"192.0.2.7"_s));
    for (int second = 0; second < 8; second += 2) {
        m_clock.advance(2s);
        m_model->upsert(desk(u"198.51.100.7"_s));
    }
    QCOMPARE(m_model->index(0).data(ServerListModel::AddressRole).toString(),
             u"198.51.100.7:3001"_s);
}

void TestServerListModel::beingHeardAgainIsNoChange()
{
    m_model->upsert(desk());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_clock.advance(2s);
    m_model->upsert(desk());
    QCOMPARE(changed.count(), 0);
}

void TestServerListModel::morePeopleIsOneChange()
{
    m_model->upsert(desk());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    ServerRow busy = desk();
    busy.onlineCount = 3;
    m_model->upsert(busy);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_model->index(0).data(ServerListModel::OnlineCountRole).toInt(), 3);
}

void TestServerListModel::silentServersAreDropped()
{
    m_model->upsert(desk());
    m_clock.advance(5s);
    ServerRow other = desk();
    other.id = u"s2"_s;
    other.name = u"Lab"_s;
    m_model->upsert(other);
    m_model->removeOlderThan(m_clock.now() - 1s);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->index(0).data().toString(), u"Lab"_s);
}

QTEST_GUILESS_MAIN(TestServerListModel)
#include "tst_serverlistmodel.moc"
